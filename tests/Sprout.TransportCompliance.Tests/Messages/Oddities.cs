namespace Sprout.TransportCompliance.Tests.Messages;

public enum Mood
{
    Calm,
    Stormy,
}

public sealed record Nothing;

public sealed record Text(string? Value);

public sealed record Bytes(byte[] Value);

public sealed record Values
{
    public required long Long { get; init; }

    public required decimal Decimal { get; init; }

    public required double Double { get; init; }

    public required bool Bool { get; init; }

    public required Guid Guid { get; init; }

    public required DateTime DateTime { get; init; }

    public required DateTimeOffset DateTimeOffset { get; init; }

    public required DateOnly DateOnly { get; init; }

    public required TimeSpan TimeSpan { get; init; }

    public required Uri Uri { get; init; }

    public required Mood Mood { get; init; }

    public required int? Missing { get; init; }
}

public sealed record Tree(string Name, IReadOnlyList<Tree> Children, IReadOnlyDictionary<string, string> Labels);
