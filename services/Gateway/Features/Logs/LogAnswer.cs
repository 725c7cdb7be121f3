using Sprout.Gateway.Errors;
using Sprout.State;

namespace Sprout.Gateway.Features.Logs;

/// <summary>What can be said to somebody who asks for logs: one of the three. Disposing of it disposes of the cluster's answer, also of one that comes later.</summary>
internal sealed record LogAnswer : IDisposable
{
    /// <summary>The cluster's answer, which may not have begun.</summary>
    public Task<Stream>? FromCluster { get; private init; }

    /// <summary>What was kept when the container ended.</summary>
    public KeptLogs? Kept { get; private init; }

    /// <summary>Why there is nothing.</summary>
    public ProblemResult? Problem { get; private init; }

    public static implicit operator LogAnswer(Task<Stream> log) => new() { FromCluster = log };

    public static implicit operator LogAnswer(KeptLogs logs) => new() { Kept = logs };

    public static implicit operator LogAnswer(ProblemResult problem) => new() { Problem = problem };

    /// <summary>Disposes of an answer that nobody waits for any more, whenever it comes.</summary>
    public static void Abandon(Task<Stream> log) => _ = log.ContinueWith(
        static abandoned =>
        {
            if (abandoned.IsCompletedSuccessfully)
                abandoned.Result.Dispose();
            else
                _ = abandoned.Exception; // was looked at
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (FromCluster is { } log)
            Abandon(log);
    }
}
