using System.Globalization;

namespace Sprout.State;

/// <summary>A place in a list that is ordered by creation time: after so many entries of that time.</summary>
/// <param name="Score">Unix microseconds as Redis wrote them, or <c>+inf</c>.</param>
/// <param name="Skip">How many entries of exactly that time have been read.</param>
public sealed record PageCursor(string Score, int Skip)
{
    /// <summary>Before the newest.</summary>
    public static PageCursor Start { get; } = new("+inf", 0);

    /// <summary>The place after one more entry.</summary>
    public PageCursor After(string score) => score == Score ? new(score, Skip + 1) : new(score, 1);

    /// <summary>Opaque text for clients.</summary>
    public override string ToString() => Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes($"{Score}/{Skip}"));

    /// <summary>Reads what <see cref="ToString"/> wrote; false for anything else.</summary>
    public static bool TryParse(string? text, out PageCursor cursor)
    {
        cursor = Start;
        if (string.IsNullOrEmpty(text) || text.Length > 64 || text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit))
            return false;
        var parts = System.Text.Encoding.ASCII.GetString(Convert.FromHexString(text)).Split('/');
        if (parts.Length != 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var skip))
            return false;
        cursor = new(parts[0], skip);
        return true;
    }
}
