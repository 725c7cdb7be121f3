using MassTransit;
using Sprout.MassTransit.RedisStreams.Configuration;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>
/// Three times per idle time: renews the claims on what takes long, takes over what others have left, sends what was delivered too often to the
/// error queue, and keeps a temporary queue alive.
/// </summary>
internal sealed class ClaimKeeper(
    TransportConnection connection, RedisStreamsReceiveEndpointContext endpoint, QueueClient queue, InFlight inFlight, Action<ReceivedEntry, bool> push)
{
    private const int ForgetEvery = 30;

    private readonly RedisStreamsReceiveSettings _settings = endpoint.Settings;
    private bool _isMoreWaiting;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // The first round at once: what a dead process has left is there at the start.
        for (var round = 0; !cancellationToken.IsCancellationRequested; round++)
        {
            var isToForget = round % ForgetEvery == ForgetEvery - 1;
            await TryAsync(() => KeepAsync(isToForget, cancellationToken));
            await WaitAsync(cancellationToken);
        }
    }

    private async Task KeepAsync(bool isToForget, CancellationToken cancellationToken)
    {
        try
        {
            await RenewAsync(cancellationToken);
            await ClaimAsync(cancellationToken);
            // A binding that somebody has removed is as bad as one that was lost.
            await queue.DeclareAsync(cancellationToken);
            if (isToForget)
                await queue.ForgetConsumersAsync(cancellationToken);
        }
        catch (Exception exception) when (RedisFailure.IsGone(exception))
        {
            // The reader would notice too, but perhaps not for long: when it has taken all it may, it does not read.
            await queue.DeclareAsync(cancellationToken);
        }
    }

    // What could not be taken over for lack of places need not wait for the next round.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var round = Task.Delay(Interval(), connection.Time, cancellationToken);
        while (_isMoreWaiting && await Task.WhenAny(round, inFlight.ClaimRoomAsync()) != round)
            await TryAsync(() => ClaimAsync(cancellationToken));
        await round.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Keeps the claims on what is still being handled after all else has ended: a handler that takes long to finish is not to be doubled.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var drained = inFlight.DrainedAsync();
        while (!drained.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            await TryAsync(() => RenewAsync(cancellationToken));
            await drained.WaitAsync(Interval(), connection.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception exception)
        {
            // The reader notices too, and says so; here the next round is the answer.
            LogContext.Debug?.Log("Queue {Queue} could not be kept this time: {Reason}", queue.Group, exception.Message);
        }
    }

    private TimeSpan Interval()
    {
        var interval = _settings.AutoDeleteOnIdle is { } life && life / 3 < _settings.MaintenanceInterval ? life / 3 : _settings.MaintenanceInterval;
        // A tenth more or less, so that many consumers do not come in step.
        return interval * (0.9 + (0.2 * connection.Random.NextDouble()));
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var now = connection.Time.GetTimestamp();
        var old = inFlight.All.Where(entry => connection.Time.GetElapsedTime(entry.HeldSince, now) >= _settings.MaintenanceInterval / 2).ToList();
        foreach (var batch in old.Chunk(100))
        {
            var lost = await queue.RenewAsync(batch.Select(entry => entry.Entry.Id), cancellationToken);
            foreach (var entry in batch)
            {
                if (!lost.Contains(entry.Entry.Id))
                    entry.HeldSince = now;
                else if (inFlight.Contains(entry.Entry.Id))
                    entry.Lose();
            }
        }
    }

    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        var cursor = "0-0";
        await inFlight.Finding.WaitAsync(cancellationToken);
        try
        {
            do
            {
                var room = inFlight.ClaimRoom;
                _isMoreWaiting = room <= 0;
                if (_isMoreWaiting)
                    return;
                var known = inFlight.Ids();
                // Not to be cancelled: what is claimed unseen would wait for its idle time again.
                (cursor, var entries) = await queue.ClaimAsync(cursor, Math.Min(room, 100), CancellationToken.None);
                await TakeOverAsync([.. entries.Where(entry => !known.Contains(entry.Id))]);
            }
            while (cursor != "0-0" && !cancellationToken.IsCancellationRequested);
        }
        finally
        {
            inFlight.Finding.Release();
        }
    }

    // First those that are to be handled: what cannot be got rid of must not keep them.
    private async Task TakeOverAsync(IReadOnlyCollection<ReceivedEntry> entries)
    {
        foreach (var entry in entries.Where(entry => entry.TotalDeliveries <= _settings.MaxDeliveryCount))
            push(entry, true);
        foreach (var entry in entries.Where(entry => entry.TotalDeliveries > _settings.MaxDeliveryCount))
            await TryAsync(() => GiveUpAsync(entry));
    }

    private async Task GiveUpAsync(ReceivedEntry entry)
    {
        LogContext.Error?.Log(
            "Message {EntryId} of {Queue} was delivered {Count} times and never finished; it goes to the error queue", entry.Id, queue.Group, entry.TotalDeliveries - 1);
        var headers = HeaderJson.Write(Reason(entry), HeaderJson.Read(entry[EntryField.Headers])!);
        await queue.MoveAsync(entry.Id, endpoint.ErrorQueue, entry.With(headers), CancellationToken.None);
    }

    private IEnumerable<KeyValuePair<string, object>> Reason(ReceivedEntry entry) =>
    [
        new(MessageHeaders.Reason, "fault"),
        new(MessageHeaders.FaultExceptionType, typeof(RedisStreamsLockLostException).FullName!),
        new(MessageHeaders.FaultMessage, $"The message was delivered {entry.TotalDeliveries - 1} times and never finished: its consumers died, or could not say that they were done."),
        new(MessageHeaders.FaultTimestamp, connection.Time.GetUtcNow()),
        new(MessageHeaders.FaultInputAddress, endpoint.InputAddress),
    ];
}
