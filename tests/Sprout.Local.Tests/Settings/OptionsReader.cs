using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sprout.Local.Tests.Settings;

/// <summary>Reads an options class: its members are the settings, its defaults theirs, its doc comments what they mean.</summary>
internal static partial class OptionsReader
{
    private static readonly Dictionary<string, XDocument> Documentation = [];

    public static IEnumerable<Setting> Read(string section, Type options) =>
        Read(section, options, Activator.CreateInstance(options, nonPublic: true)!);

    private static IEnumerable<Setting> Read(string section, Type options, object defaults)
    {
        foreach (var member in options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.SetMethod is not null))
        {
            var name = $"{section}:{member.Name}";
            var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
            if (TypeName(type) is { } word)
                yield return new(name, word, Text(member.GetValue(defaults)), Summary(options, member));
            else
            {
                foreach (var setting in Read(name, type, member.GetValue(defaults)!))
                    yield return setting;
            }
        }
    }

    private static string? TypeName(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "yes or no",
        _ when type == typeof(TimeSpan) => "time",
        _ when type == typeof(int) || type == typeof(long) || type == typeof(double) => "number",
        { IsEnum: true } => string.Join(", ", Enum.GetNames(type).Select(name => $"`{name}`")),
        _ when typeof(IEnumerable<string>).IsAssignableFrom(type) => "list",
        _ when type.Namespace!.StartsWith("Sprout.", StringComparison.Ordinal) => null,
        _ => throw new NotSupportedException($"Say here what a setting of type {type} is called."),
    };

    private static string Text(object? value) => value switch
    {
        null or "" => "none",
        bool yes => yes ? "true" : "false",
        IEnumerable<string> list => string.Join(", ", list) is { Length: > 0 } text ? text : "none",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Summary(Type type, PropertyInfo member)
    {
        var name = $"P:{member.DeclaringType!.FullName}.{member.Name}";
        var summary = DocumentationOf(type.Assembly).Descendants("member").FirstOrDefault(element => element.Attribute("name")!.Value == name)?.Element("summary")
            ?? throw new InvalidOperationException($"{name} has no <summary>, which is what the docs say of the setting.");
        return Blanks().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim().TrimEnd('.').Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Text(XNode node) => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1]}`",
        XElement other => throw new NotSupportedException($"Say here what <{other.Name}> becomes."),
        _ => ((XText)node).Value,
    };

    private static XDocument DocumentationOf(Assembly assembly)
    {
        var path = Path.ChangeExtension(assembly.Location, ".xml");
        if (!Documentation.TryGetValue(path, out var document))
            Documentation[path] = document = XDocument.Load(path);
        return document;
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
