using Sprout.Local.Operators;
using Sprout.MassTransit.RedisStreams.Queues;
using Sprout.Redis;

namespace Sprout.Local.Queues;

/// <summary><c>queues</c>: looks at the queues and dead letters of a bus over Redis Streams, and moves messages. Each answers with the exit code: 0 when all that was asked is done.</summary>
public sealed class QueuesCommand(Func<string, string?> environment, TextWriter output, TextWriter error)
{
    private readonly RedisFinder _finder = new(environment);

    /// <summary>Lists all queues.</summary>
    public Task<int> ListAsync(QueuesOptions options) => WithAsync(options, async queues =>
    {
        var overview = await queues.ListAsync();
        await output.WriteLineAsync(options.Json ? QueuesJson.Of(overview) : QueuesText.Of(overview));
        return 0;
    });

    /// <summary>Shows the first messages of a queue.</summary>
    public Task<int> ShowAsync(QueuesOptions options, string queue, int count) => WithAsync(options, async queues =>
    {
        var entries = await queues.ShowAsync(queue, count);
        await output.WriteLineAsync(options.Json ? QueuesJson.Of(entries) : QueuesText.Of(entries));
        return 0;
    });

    /// <summary>Shows all of one message.</summary>
    public Task<int> ShowAsync(QueuesOptions options, string queue, string id) => WithAsync(options, async queues =>
    {
        if (await queues.FindAsync(queue, id) is { } entry)
        {
            await output.WriteLineAsync(options.Json ? QueuesJson.Of(entry) : QueuesText.Of(entry));
            return 0;
        }

        await error.WriteLineAsync($"There is no {id} in {queue}.");
        return 1;
    });

    /// <summary>Sends dead letters back to where they came from; null ids are all.</summary>
    public Task<int> ReplayAsync(QueuesOptions options, string queue, IReadOnlyList<string>? ids) =>
        WithAsync(options, async queues => await ReportAsync(options, "Replayed", await queues.ReplayAsync(queue, ids)));

    /// <summary>Moves messages to another queue; null ids are all.</summary>
    public Task<int> MoveAsync(QueuesOptions options, string from, string to, IReadOnlyList<string>? ids, bool create) =>
        WithAsync(options, async queues => await ReportAsync(options, "Moved", await queues.MoveAsync(from, to, ids, create)));

    /// <summary>Removes messages; null ids are all. Of a queue whose messages nobody has tried to handle, only when that is confirmed.</summary>
    public Task<int> PurgeAsync(QueuesOptions options, string queue, IReadOnlyList<string>? ids, bool isConfirmed) => WithAsync(options, async queues =>
    {
        if (isConfirmed || RedisStreamsQueues.IsDeadLetterQueue(queue))
            return await ReportAsync(options, "Removed", await queues.PurgeAsync(queue, ids));
        await error.WriteLineAsync($"{queue} is no dead-letter queue: its messages are still to be handled. Say --yes to throw them away.");
        return 1;
    });

    private async Task<int> ReportAsync(QueuesOptions options, string what, QueueTransfer transfer)
    {
        await output.WriteLineAsync(options.Json ? QueuesJson.Of(transfer) : $"{what} {QueuesText.Messages(transfer.Done)}.");
        await LeftAsync(transfer.Missing, "not there");
        await LeftAsync(transfer.InFlight, "in flight, so a consumer has them right now; left alone");
        await LeftAsync(transfer.Homeless, "without a queue to go to, for they do not say where they came from or it is gone; left alone");
        return transfer.Missing.Count + transfer.InFlight.Count + transfer.Homeless.Count == 0 ? 0 : 1;
    }

    private async Task LeftAsync(IReadOnlyList<string> ids, string why)
    {
        if (ids.Count > 0)
            await error.WriteLineAsync($"{QueuesText.Messages(ids.Count)} {why}: {string.Join(' ', ids.Take(10))}{(ids.Count > 10 ? " …" : "")}");
    }

    private async Task<int> WithAsync(QueuesOptions options, Func<RedisStreamsQueues, Task<int>> act)
    {
        try
        {
            await using var redis = await _finder.ConnectAsync(options.Redis, options.Data);
            return await act(new(redis.GetDatabase(), options.Prefix));
        }
        catch (Exception exception) when (exception is NoRedisException or UnknownQueueException or RedisException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(exception is ArgumentException { ParamName: not null } ? exception.Message.Split(" (Parameter", 2)[0] : exception.Message);
            return 1;
        }
    }
}
