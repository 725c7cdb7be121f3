using Microsoft.Extensions.Configuration;

namespace Sprout.Gateway.Http;

/// <summary>Settings that are lists.</summary>
internal static class SettingList
{
    /// <summary>
    /// The entries, as <c>Name:0</c>, <c>Name:1</c>, … or as one text with commas: the framework's binder takes one text for an empty list, without a word.
    /// </summary>
    public static string[] Read(IConfiguration configuration, string name)
    {
        var section = configuration.GetSection(name);
        return section.Value is { } text
            ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [.. section.GetChildren().Select(entry => entry.Value).OfType<string>()];
    }
}
