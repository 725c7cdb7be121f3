using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sprout.Contracts.Tests.Support;

/// <summary>What the doc comments of the contracts say, by the names that the compiler gives them.</summary>
internal static partial class Summaries
{
    private static readonly Dictionary<string, string> All =
        XDocument.Load(Path.ChangeExtension(ContractTypes.Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value.Split('(')[0], member => Plain(member.Element("summary")));

    /// <summary>In plain text and one line; empty where there is none.</summary>
    public static string Of(string name) => All.GetValueOrDefault(name, "");

    public static string Of(Type type) => Of($"T:{type}");

    public static string Of(PropertyInfo member) => Of($"P:{member.DeclaringType}.{member.Name}");

    private static string Plain(XElement? summary) => summary is null ? "" : Blanks().Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim();

    private static string Plain(XNode node) => node switch
    {
        // RefusalReason.QuotaExceeded is a value on the wire, ContainerId a member: the last part is the word that others know.
        XElement { Name.LocalName: "see" } see => see.Attribute("cref")!.Value.Split('.')[^1],
        XElement other => other.Value,
        _ => ((XText)node).Value,
    };

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
