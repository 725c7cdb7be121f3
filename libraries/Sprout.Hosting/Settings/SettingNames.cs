using Microsoft.Extensions.Configuration;

namespace Sprout.Hosting.Settings;

/// <summary>
/// The name of every setting of every service: <c>names.txt</c>, which a test keeps equal to what the services read. <c>*</c> stands for one part, such
/// as a place in a list. All services know all names, for in a cluster they may share what their settings come from.
/// </summary>
public static class SettingNames
{
    private const string Resource = "Sprout.Hosting.Settings.names.txt";

    private static readonly string[][] Known = [.. Load().Select(name => name.Split(ConfigurationPath.KeyDelimiter))];

    // The framework's Logging has names of its own besides.
    private static readonly HashSet<string> Sections = new(Known.Select(name => name[0]).Where(section => section != "Logging"), StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, ordered.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Select(name => ConfigurationPath.Combine(name))];

    /// <summary>
    /// The settings that are given and that no service reads. What is not Sprout's (<c>PATH</c>, <c>Kestrel</c>) is left alone, unless its section is
    /// nearly one of ours.
    /// </summary>
    public static IEnumerable<UnknownSetting> Unknown(IConfiguration configuration) =>
        from setting in configuration.AsEnumerable()
        where setting.Value is not null
        let parts = setting.Key.Split(ConfigurationPath.KeyDelimiter)
        where parts.Length > 1 && !Known.Any(name => Means(name, parts))
        let nearest = Nearest(parts)
        where Sections.Contains(parts[0]) || nearest is not null
        orderby setting.Key
        select new UnknownSetting(setting.Key, nearest);

    private static bool Means(string[] name, string[] given) =>
        name.Length == given.Length && name.Zip(given).All(part => part.First == "*" || part.First.Equals(part.Second, StringComparison.OrdinalIgnoreCase));

    private static string? Nearest(string[] given)
    {
        var text = ConfigurationPath.Combine(given);
        var (name, distance) = Known
            .Select(name => ConfigurationPath.Combine(name.Select((part, place) => part == "*" ? given.ElementAtOrDefault(place) ?? "0" : part)))
            .Select(name => (name, Distance: EditDistance.Between(name.ToUpperInvariant(), text.ToUpperInvariant())))
            .MinBy(candidate => candidate.Distance);
        // A slip of the pen, not another word.
        return distance <= Math.Clamp(text.Length / 6, 1, 4) ? name : null;
    }

    private static IEnumerable<string> Load()
    {
        using var reader = new StreamReader(typeof(SettingNames).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
