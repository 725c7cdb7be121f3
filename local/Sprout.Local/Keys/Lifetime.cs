using System.Globalization;

namespace Sprout.Local.Keys;

/// <summary>How long a key lets in, as people write it: <c>45m</c>, <c>12h</c>, <c>30d</c>, <c>8w</c>, <c>1y</c> or <c>never</c>.</summary>
internal static class Lifetime
{
    public const string Never = "never";

    private const int LongestDays = 3650;

    /// <summary>Null is for ever. False for what says no time, none at all, or more than ten years.</summary>
    public static bool TryParse(string text, out TimeSpan? lifetime)
    {
        lifetime = null;
        if (text == Never)
            return true;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        var unit = text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            'w' => TimeSpan.FromDays(7),
            'y' => TimeSpan.FromDays(365),
            _ => TimeSpan.Zero,
        };
        if (unit == TimeSpan.Zero || number == 0 || number > TimeSpan.FromDays(LongestDays) / unit)
            return false;
        lifetime = number * unit;
        return true;
    }
}
