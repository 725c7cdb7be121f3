using MassTransit;
using MassTransit.Transports;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// Reads new entries, as many as there is room for, and after a broken read those that Redis has given out and nobody has seen. One failure is a
/// blip: the next read makes a new connection. From the second in a row on the endpoint counts as ill, until Redis answers again; what is being
/// handled goes on meanwhile, and what comes next is not kept waiting by it.
/// </summary>
internal sealed class StreamReader(
    IBlockingConnection connection, TransportConnection transport, RedisStreamsReceiveEndpointContext endpoint, QueueClient queue, InFlight inFlight, Action<ReceivedEntry, bool> push)
{
    // How long Redis holds a read that finds nothing. Long, for each return costs both sides something; but a connection that died silently
    // is noticed only at its end.
    private static readonly TimeSpan Block = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly ReadPace? _pace = endpoint.Settings.GatherTime > TimeSpan.Zero ? new(endpoint.Settings.GatherTime, transport.Time) : null;
    private bool _leftNothing = true;
    private int _failures;
    private int _losses;

    // Reads until the token is cancelled, or something does not pass by itself.
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // This consumer's name may hold entries from before a restart of the endpoint.
        var (isDeclared, hasUnseen) = (true, true);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!isDeclared)
                    await DeclareAsync(cancellationToken);
                isDeclared = true;
                if (hasUnseen)
                    await ReadUnseenAsync(cancellationToken);
                hasUnseen = false;
                await ReadNewAsync(cancellationToken);
            }
            catch (RedisException exception) when (RedisFailure.IsGone(exception) && _losses++ < 3)
            {
                LogContext.Warning?.Log("Queue {Queue} is gone from Redis and is made anew: {Reason}", queue.Group, exception.Message);
                isDeclared = false;
            }
            catch (RedisException exception) when (RedisFailure.IsTransient(exception))
            {
                LogContext.Debug?.Log("Reading {Queue} broke off and begins anew: {Reason}", queue.Group, exception.Message);
                // Another server may answer next, or the same with older data.
                (isDeclared, hasUnseen) = (false, true);
                await FailedAsync(exception, cancellationToken);
            }
        }
    }

    private async Task DeclareAsync(CancellationToken cancellationToken)
    {
        await queue.DeclareAsync(cancellationToken);
        await transport.Epoch.CheckAsync(cancellationToken);
    }

    private async Task ReadNewAsync(CancellationToken cancellationToken)
    {
        await GatherAsync(cancellationToken);
        var room = await inFlight.WaitForRoomAsync(cancellationToken);
        var entries = await connection.StreamReadGroupAsync(queue.Stream, queue.Group, queue.Consumer, ">", room, Block, cancellationToken);
        // As many as there was room for means that more may wait already.
        _leftNothing = entries.Length < room;
        foreach (var entry in entries)
            push(new(entry, Deliveries: 1), false);
        _losses = 0;
    }

    private async ValueTask GatherAsync(CancellationToken cancellationToken)
    {
        if (_leftNothing && _pace?.Take() is { } wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, transport.Time, cancellationToken);
    }

    // Redis may have counted entries as delivered whose reply was lost with the connection. They are this consumer's, and known to nobody here.
    private async Task ReadUnseenAsync(CancellationToken cancellationToken)
    {
        await inFlight.Finding.WaitAsync(cancellationToken);
        try
        {
            await TakeInUnseenAsync(cancellationToken);
        }
        finally
        {
            inFlight.Finding.Release();
        }

        if (_failures > 1)
            await endpoint.TransportObservers.NotifyReady(endpoint.InputAddress);
        _failures = 0;
    }

    private async Task TakeInUnseenAsync(CancellationToken cancellationToken)
    {
        const int PageSize = 100;
        var last = "";
        while (true)
        {
            var known = inFlight.Ids();
            var ids = await queue.PendingAsync(last, PageSize, cancellationToken);
            var unseen = ids.Where(id => !known.Contains(id)).ToList();
            foreach (var entry in unseen.Count == 0 ? [] : await queue.FetchAsync(unseen, cancellationToken))
            {
                if (entry.Entry.IsDeleted)
                    await queue.AcknowledgeAsync([entry.Id], cancellationToken);
                else
                    push(entry with { Deliveries = Math.Max(2, entry.Deliveries) }, false); // it may have been seen before a restart
            }

            if (ids.Count < PageSize)
                return;
            last = ids[^1];
        }
    }

    private async Task FailedAsync(RedisException exception, CancellationToken cancellationToken)
    {
        if (++_failures == 2)
            await endpoint.TransportObservers.NotifyFaulted(endpoint.InputAddress, endpoint.ConvertException(exception, "Receiving has broken off: "));
        // The client takes its time to connect; this is for a server that answers, and refuses.
        var pause = TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(_failures, 10), LongestPause.Ticks));
        await Task.Delay(pause, transport.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
