using System.Text.Json.Serialization;

namespace Sprout.Kubernetes.Models;

/// <summary>Who holds a lease until when.</summary>
public sealed record V1LeaseSpec
{
    /// <summary>Who holds it.</summary>
    public string? HolderIdentity { get; init; }

    /// <summary>How long after <see cref="RenewTime"/> others must wait.</summary>
    public int? LeaseDurationSeconds { get; init; }

    /// <summary>Since when; to the microsecond.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? AcquireTime { get; init; }

    /// <summary>Last renewed; to the microsecond.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? RenewTime { get; init; }

    /// <summary>How often it changed hands.</summary>
    public int? LeaseTransitions { get; init; }
}
