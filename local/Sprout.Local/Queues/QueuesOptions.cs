namespace Sprout.Local.Queues;

/// <summary>Which queues are meant, and for whom the answer is.</summary>
public sealed record QueuesOptions
{
    /// <summary>The data folder of an <c>up</c>, whose Redis is taken unless <see cref="Redis"/> says another.</summary>
    public string Data { get; init; } = ".sprout";

    /// <summary>Where Redis is, as a URL or as <c>host:port,option=value</c>; null to look for it.</summary>
    public string? Redis { get; init; }

    /// <summary>What the keys of the bus begin with.</summary>
    public required string Prefix { get; init; }

    /// <summary>Whether a program reads the answer.</summary>
    public bool Json { get; init; }
}
