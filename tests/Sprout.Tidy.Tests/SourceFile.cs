namespace Sprout.Tidy.Tests;

/// <summary>A file of the repository. <paramref name="Path"/> is relative to its root, with forward slashes.</summary>
public sealed record SourceFile(string Path, string Text)
{
    /// <summary>Its lines, without their ends.</summary>
    public IReadOnlyList<string> Lines { get; } = Text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>The last part of its path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folder it lies in; empty for the root.</summary>
    public string Folder => Path.LastIndexOf('/') is var end and >= 0 ? Path[..end] : "";

    /// <summary>Whether it belongs to the tests.</summary>
    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>Whether it is C#.</summary>
    public bool IsCode => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>Whether it is a project file.</summary>
    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal);

    /// <summary>The number, from 1, of the line in which the character at <paramref name="index"/> stands.</summary>
    public static int LineOf(string text, int index) => 1 + text.AsSpan(0, index).Count('\n');
}
