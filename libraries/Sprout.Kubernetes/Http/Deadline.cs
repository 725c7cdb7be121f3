namespace Sprout.Kubernetes.Http;

/// <summary>The time that a call has, told apart from its caller's cancellation.</summary>
internal sealed class Deadline : IDisposable
{
    // Who waits for an answer that may take for ever does not wait for ever among refusals.
    private static readonly TimeSpan RepeatsWithoutDeadline = TimeSpan.FromSeconds(5);

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

    /// <summary>Whether the call is on its way, and does not wait for its turn at our own limits.</summary>
    public bool IsSent { get; set; } = true;

    /// <summary>How much is left for sending the call again.</summary>
    public TimeSpan Left => (_timeout == Timeout.InfiniteTimeSpan ? RepeatsWithoutDeadline : _timeout) - _clock.GetElapsedTime(_began);

    /// <summary>Whether time has run out: ours, or that of the handler below, which says so inside its cancellation.</summary>
    public bool Caused(OperationCanceledException exception) =>
        !_caller.IsCancellationRequested && (_timer.IsCancellationRequested || exception.InnerException is TimeoutException);

    public TimeoutException Exception(OperationCanceledException inner) =>
        new($"{_call}: {(inner.InnerException as TimeoutException)?.Message ?? WhatRanOut}", inner);

    private string WhatRanOut => IsSent
        ? $"no answer within {_timeout.TotalSeconds} s."
        : $"not sent within {_timeout.TotalSeconds} s: too many other calls of this process come before it (Kubernetes:Limits).";

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
