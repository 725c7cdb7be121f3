namespace Sprout.Tidy.Tests;

/// <summary>Something that a rule does not allow, and where.</summary>
public sealed record Finding(string Path, int Line, string What)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}:{Line}: {What}";
}
