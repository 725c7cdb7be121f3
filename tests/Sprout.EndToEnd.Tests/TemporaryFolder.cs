namespace Sprout.EndToEnd.Tests;

/// <summary>A folder that lasts as long as a test; with a space in its name, as people's folders have.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("sprout end to end ").FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
