using Sprout.Kubernetes.Models;

namespace Sprout.Provisioner.Isolation;

/// <summary>Labels as one setting, <c>name=value,name=value</c>: their names have dots and slashes, which names of environment variables must not.</summary>
internal static class LabelPairs
{
    /// <summary>Selects what has all of them; everything where there are none. Throws <see cref="FormatException"/> for anything else.</summary>
    public static V1LabelSelector Selector(string pairs) => Parse(pairs) is { Count: > 0 } labels ? new() { MatchLabels = labels } : new();

    private static Dictionary<string, string> Parse(string pairs) => pairs
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(pair => pair.Split('=') is [{ Length: > 0 } name, var value] ? (name, value) : throw new FormatException($"'{pairs}' are no labels: want name=value,name=value."))
        .ToDictionary(pair => pair.name, pair => pair.value, StringComparer.Ordinal);
}
