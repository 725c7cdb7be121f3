using System.Globalization;

namespace Sprout.Gateway.Features.Events;

/// <summary>The id of a stream entry, which orders: Redis compares the two numbers, and so the text does not.</summary>
internal readonly record struct StreamPosition(ulong Milliseconds, ulong Sequence) : IComparable<StreamPosition>
{
    /// <summary>Before every entry.</summary>
    public static StreamPosition Beginning => default;

    /// <summary>Reads <c>milliseconds-sequence</c>; false for anything else.</summary>
    public static bool TryParse(string? text, out StreamPosition position)
    {
        position = default;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash < 0
            || !ulong.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || !ulong.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            return false;
        position = new(milliseconds, sequence);
        return true;
    }

    /// <summary>Reads what Redis wrote. Throws <see cref="FormatException"/> for anything else.</summary>
    public static StreamPosition Parse(string text) => TryParse(text, out var position) ? position : throw new FormatException($"'{text}' is not a stream id.");

    /// <inheritdoc/>
    public int CompareTo(StreamPosition other) => (Milliseconds, Sequence).CompareTo((other.Milliseconds, other.Sequence));

    /// <inheritdoc/>
    public override string ToString() => $"{Milliseconds}-{Sequence}";
}
