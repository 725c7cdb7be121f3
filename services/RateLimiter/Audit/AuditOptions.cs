namespace Sprout.RateLimiter.Audit;

/// <summary>Configuration section <c>Audit</c>.</summary>
internal sealed record AuditOptions
{
    /// <summary>How many entries are kept; some 300 bytes each.</summary>
    public int Length { get; init; } = 100_000;
}
