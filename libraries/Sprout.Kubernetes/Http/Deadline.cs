namespace Sprout.Kubernetes.Http;

/// <summary>The time that a call has, told apart from its caller's cancellation.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly string _call;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    public Deadline(TimeSpan timeout, TimeProvider clock, string call, CancellationToken caller)
    {
        _timeout = timeout;
        _clock = clock;
        _began = clock.GetTimestamp();
        _call = call;
        _caller = caller;
        _timer = new CancellationTokenSource(timeout, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>How much is left.</summary>
    public TimeSpan Left => _timeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : _timeout - _clock.GetElapsedTime(_began);

    /// <summary>Whether time has run out: ours, or that of the handler below, which says so inside its cancellation.</summary>
    public bool Caused(OperationCanceledException exception) =>
        !_caller.IsCancellationRequested && (_timer.IsCancellationRequested || exception.InnerException is TimeoutException);

    public TimeoutException Exception(OperationCanceledException inner) =>
        new($"{_call}: {(inner.InnerException as TimeoutException)?.Message ?? $"no answer within {_timeout.TotalSeconds} s."}", inner);

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
