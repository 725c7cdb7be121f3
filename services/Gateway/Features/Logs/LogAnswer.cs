using Sprout.Gateway.Errors;
using Sprout.State;

namespace Sprout.Gateway.Features.Logs;

/// <summary>What can be said to somebody who asks for logs: one of the three.</summary>
internal sealed record LogAnswer
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
}
