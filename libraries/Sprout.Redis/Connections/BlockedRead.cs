using Sprout.Redis.Commands;

namespace Sprout.Redis.Connections;

/// <summary>One read that waits on the server, and what may end it before its reply comes.</summary>
internal sealed class BlockedRead(ServerLink link, IDatabase database, TimeProvider time)
{
    private const int Waiting = 0, Answered = 1, Unblocked = 2, TimedOut = 3;

    // So long may a server take to let go of a read; after that the connection is worth less than the caller's time.
    private static readonly TimeSpan UnblockTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);

    private int _state;
    private TaskCompletionSource? _answered;
    private Task? _unblocking;

    /// <summary>Whether the read was told to end before its reply had come. It may have brought entries all the same.</summary>
    public bool IsUnblocked => _state == Unblocked;

    /// <summary>Whether the reply did not come within the limit.</summary>
    public bool IsTimedOut => _state == TimedOut;

    /// <summary>Whether the link is of no more use: a reply may still come on it, or something that unblocks the next read.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>
    /// Sends the command and returns its reply, which is empty when one of the tokens has ended the wait. Throws as <see cref="ServerLink.RoundTripAsync"/>,
    /// and what a disposed stream throws when <see cref="IsDropped"/>. All that it started has ended when it returns.
    /// </summary>
    public async ValueTask<StreamEntry[]> RunAsync<TCommand>(TCommand command, TimeSpan limit, CancellationToken cancellation, CancellationToken disposal)
        where TCommand : IRedisCommand<StreamEntry[]>
    {
        // No token reaches the socket: a reply half read could not be told from the next.
        var reply = link.RoundTripAsync<TCommand, StreamEntry[]>(command, CancellationToken.None);
        try
        {
            await using var timer = limit == Timeout.InfiniteTimeSpan ? null : time.CreateTimer(static self => ((BlockedRead)self!).TimeOut(), this, limit, Timeout.InfiniteTimeSpan);
            await using var cancelled = cancellation.UnsafeRegister(static self => ((BlockedRead)self!).Unblock(), this);
            await using var disposed = disposal.UnsafeRegister(static self => ((BlockedRead)self!).Unblock(), this);
            return await reply;
        }
        finally
        {
            // The server's word on the unblocking must be in before the next read waits, or it would end that one.
            if (Interlocked.CompareExchange(ref _state, Answered, Waiting) == Unblocked)
            {
                _answered!.SetResult();
                await _unblocking!;
            }
        }
    }

    private void TimeOut()
    {
        if (Interlocked.CompareExchange(ref _state, TimedOut, Waiting) == Waiting)
            Drop();
    }

    private void Unblock()
    {
        if (Interlocked.CompareExchange(ref _state, Unblocked, Waiting) != Waiting)
            return;
        var answered = _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _unblocking = Task.Run(() => UnblockAsync(answered.Task)); // elsewhere: whoever cancels has other things to do
    }

    private async Task UnblockAsync(Task answered)
    {
        using var bound = new CancellationTokenSource(UnblockTime, time);
        try
        {
            await UnblockAsync(answered, link.ClientId ?? throw new RedisException("The server has not said who we are."), bound.Token);
        }
        catch (Exception exception) when (exception is RedisException or OperationCanceledException or ObjectDisposedException)
        {
            Drop();
        }
    }

    // 1: it waited, and its reply is on the way. 0: either the reply was on the way already, or the command, which came by another connection,
    // has not reached the server: so until there is a reply, it is told again.
    private async Task UnblockAsync(Task answered, long clientId, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; !answered.IsCompleted; pause *= 2)
        {
            if ((long)await database.ExecuteAsync("CLIENT", ["UNBLOCK", clientId], cancellationToken) == 1)
                await answered.WaitAsync(cancellationToken);
            else
                await Task.WhenAny(answered, Task.Delay(pause, time, cancellationToken));
        }
    }

    private void Drop()
    {
        IsDropped = true;
        link.Dispose();
    }
}
