namespace Sprout.Local.Keys;

/// <summary>Whose keys are meant, and for whom the answer is.</summary>
public sealed record KeysOptions
{
    /// <summary>The data folder of an <c>up</c>, whose Redis and pepper are taken unless <see cref="Redis"/> says another.</summary>
    public required string Data { get; init; }

    /// <summary>Where Redis is, as a URL or as <c>host:port,option=value</c>; null to look for it.</summary>
    public string? Redis { get; init; }

    /// <summary>Whether a program reads the answer.</summary>
    public bool Json { get; init; }
}
