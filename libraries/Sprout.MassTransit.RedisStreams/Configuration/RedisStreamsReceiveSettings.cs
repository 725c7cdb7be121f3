namespace Sprout.MassTransit.RedisStreams.Configuration;

/// <summary>How one queue is read.</summary>
internal sealed class RedisStreamsReceiveSettings(string queueName) : IRedisStreamsQueueConfigurator
{
    public static readonly TimeSpan TemporaryIdleTime = TimeSpan.FromMinutes(1);

    public string QueueName { get; } = queueName;

    public TimeSpan ClaimIdleTime { get; set; } = TimeSpan.FromSeconds(30);

    public int MaxDeliveryCount { get; set; } = 10;

    public bool DeadLetterExpiredMessages { get; set; }

    public bool PurgeOnStartup { get; set; }

    public TimeSpan GatherTime { get; set; }

    public TimeSpan? AutoDeleteOnIdle { get; set; }

    public bool IsTemporary => AutoDeleteOnIdle is not null;

    /// <summary>How often claims are renewed and looked for.</summary>
    public TimeSpan MaintenanceInterval => ClaimIdleTime / 3;

    public RedisStreamsReceiveSettings For(string name) => new(name)
    {
        ClaimIdleTime = ClaimIdleTime,
        MaxDeliveryCount = MaxDeliveryCount,
        DeadLetterExpiredMessages = DeadLetterExpiredMessages,
        PurgeOnStartup = PurgeOnStartup,
        GatherTime = GatherTime,
    };

    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(QueueName) || QueueName.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '/' or '?' or '#' or '~' or '{' or '}'))
            yield return "must be a queue name: no spaces, and none of / ? # ~ { }";
        if (ClaimIdleTime < TimeSpan.FromSeconds(1))
            yield return "ClaimIdleTime must be a second at least";
        if (MaxDeliveryCount < 1)
            yield return "MaxDeliveryCount must be 1 at least";
        if (GatherTime < TimeSpan.Zero || GatherTime > TimeSpan.FromSeconds(1))
            yield return "GatherTime must not be less than nothing, or more than a second";
        if (AutoDeleteOnIdle < TimeSpan.FromSeconds(1))
            yield return "AutoDeleteOnIdle must be a second at least";
    }
}
