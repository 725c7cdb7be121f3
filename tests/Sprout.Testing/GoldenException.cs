namespace Sprout.Testing;

/// <summary>A golden and what was made now differ.</summary>
public sealed class GoldenException : Exception
{
    /// <summary>Says how they differ.</summary>
    public GoldenException(string message)
        : base(message)
    {
    }
}
