using Sprout.Redis;

namespace Sprout.State;

/// <summary>What <see cref="IdempotencyStore"/> says of a request.</summary>
/// <param name="State">Whether it may run.</param>
public sealed record IdempotentRun(IdempotencyState State)
{
    /// <summary>What was answered before, for <see cref="IdempotencyState.Answered"/>.</summary>
    public byte[] Answer { get; init; } = [];

    /// <summary>For how long it may still run elsewhere, for <see cref="IdempotencyState.Running"/>.</summary>
    public TimeSpan RunsFor { get; init; }

    internal RedisKey Entry { get; init; }

    internal string Id { get; init; } = "";
}
