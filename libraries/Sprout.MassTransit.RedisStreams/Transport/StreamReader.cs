using MassTransit;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>Reads new entries, as many as there is room for, and after a broken read those that Redis has given out and nobody has seen.</summary>
internal sealed class StreamReader(IBlockingConnection connection, TransportConnection transport, QueueClient queue, InFlight inFlight, Action<ReceivedEntry, bool> push)
{
    // How long Redis holds a read that finds nothing. Long, for each return costs both sides something; but a connection that died silently
    // is noticed only at its end.
    private static readonly TimeSpan Block = TimeSpan.FromSeconds(10);

    // Reads until the token is cancelled. One failure is a blip: the next read makes a new connection. A second in a row ends it.
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // This consumer's name may hold entries from before a restart of the endpoint.
        var hasUnseen = true;
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (hasUnseen)
                    await ReadUnseenAsync(cancellationToken);
                hasUnseen = false;
                var room = await inFlight.WaitForRoomAsync(cancellationToken);
                foreach (var entry in await ReadAsync(">", room, cancellationToken))
                    push(new(entry.Id, entry.Values, Deliveries: 1), false);
                failures = 0;
            }
            catch (RedisException exception) when (RedisFailure.IsGone(exception) && failures++ < 3)
            {
                LogContext.Warning?.Log("Queue {Queue} is gone from Redis and is made anew: {Reason}", queue.Group, exception.Message);
                await queue.DeclareAsync(cancellationToken);
                await transport.Epoch.CheckAsync(cancellationToken);
            }
            catch (RedisException exception) when (RedisFailure.IsTransient(exception) && failures++ == 0)
            {
                LogContext.Debug?.Log("Reading {Queue} broke off and begins anew: {Reason}", queue.Group, exception.Message);
                hasUnseen = true;
            }
        }
    }

    // Redis may have counted entries as delivered whose reply was lost with the connection. They are this consumer's, and known to nobody here.
    private async Task ReadUnseenAsync(CancellationToken cancellationToken)
    {
        var position = "0";
        var known = inFlight.Ids();
        while (true)
        {
            var entries = await ReadAsync(position, 100, cancellationToken);
            foreach (var entry in entries.Where(entry => !known.Contains(entry.Id)))
            {
                if (entry.IsDeleted)
                    await queue.AcknowledgeAsync([entry.Id], cancellationToken);
                else
                    push(new(entry.Id, entry.Values, Deliveries: 2), false);
            }

            if (entries.Length == 0)
                return;
            position = entries[^1].Id;
        }
    }

    private ValueTask<StreamEntry[]> ReadAsync(string position, int count, CancellationToken cancellationToken) =>
        connection.StreamReadGroupAsync(queue.Stream, queue.Group, queue.Consumer, position, count, Block, cancellationToken);
}
