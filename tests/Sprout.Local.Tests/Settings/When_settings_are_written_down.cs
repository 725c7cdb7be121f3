using System.Text.RegularExpressions;
using Sprout.Testing;

namespace Sprout.Local.Tests.Settings;

/// <summary>The code, the docs, the list by which services know a misspelt name, and the chart: each names the same settings.</summary>
public sealed partial class When_settings_are_written_down
{
    private const string Begin = "<!-- settings: written by the tests -->";

    [Fact]
    public void The_docs_have_them_all_as_the_code_has_them()
    {
        var written = Repository.Read("docs/settings.md");

        Golden.ShouldMatch(written[..(written.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + "\n\n" + Tables(), "../../../../docs/settings.md");
    }

    [Fact]
    public void The_services_know_their_names() =>
        Golden.ShouldMatch(string.Join('\n', SettingCatalogue.All.SelectMany(NamesOf)), "../../../../libraries/Sprout.Hosting/Settings/names.txt");

    [Fact]
    public void None_is_there_twice() =>
        SettingCatalogue.All.Select(setting => setting.Name).ShouldBeUnique();

    [Fact]
    public void Every_section_that_the_code_reads_is_among_them() =>
        SettingReads.All
            // The frameworks' own.
            .Where(read => read.Name.Split(':')[0] != "Serilog" && read.Name != "Kestrel:Endpoints" && !read.Name.StartsWith("OTEL_", StringComparison.Ordinal))
            .Where(read => !SettingCatalogue.All.Any(setting => setting.Name == read.Name || setting.Name.StartsWith(read.Name + ":", StringComparison.Ordinal)))
            .ShouldBeEmpty("these are read and not in the catalogue");

    [Fact]
    public void Every_one_that_no_options_class_has_stands_in_the_code() =>
        SettingCatalogue.ByHand
            .Where(setting => setting.Section is not ("Metrics" or "Logging") || Directory.Exists(Repository.PathOf("libraries/Sprout.Hosting/Telemetry")))
            .Where(setting => !SettingReads.Mention(setting.Name)).ShouldBeEmpty("nobody reads these");

    [Fact]
    public void Every_section_says_who_reads_it() =>
        SettingCatalogue.Readers.Keys.ShouldBe(SettingCatalogue.All.Select(setting => setting.Section).Distinct(), ignoreOrder: true);

    // What stands in code marks and has our form: Section:Name.
    [Fact]
    public void Every_one_that_the_pages_name_exists() =>
        Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.PathOf("README.md"))
            .SelectMany(page => Named().Matches(File.ReadAllText(page)).Select(match => (Page: Path.GetFileName(page), Name: match.Groups["name"].Value)))
            .Where(named => SettingCatalogue.Readers.ContainsKey(named.Name.Split(':')[0]) && !Exists(named.Name))
            .ShouldBeEmpty("these are named and do not exist");

    // What sets them for others: the chart, a laptop's containers, the pipelines.
    [Theory]
    [InlineData("helm/sprout", "*")]
    [InlineData("", "docker-compose.yml")]
    [InlineData("", "Dockerfile")]
    [InlineData("docs", "*.md")]
    public void Every_variable_that_is_set_exists(string folder, string files)
    {
        var depth = folder == "" ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories;

        Directory.EnumerateFiles(Repository.PathOf(folder), files, depth).SelectMany(file => Variables().Matches(File.ReadAllText(file))).Select(match => match.Value).Distinct()
            .Select(name => name.Replace("__", ":", StringComparison.Ordinal))
            .Where(name => name != "Section:Name" && !name.StartsWith("Serilog:", StringComparison.Ordinal) && !Exists(name))
            .ShouldBeEmpty("these are set, and nobody reads them");
    }

    // A whole section too: what a page says of it, it says of all that is in it.
    private static bool Exists(string name) => SettingCatalogue.All.SelectMany(NamesOf).Any(known => Means(known.Split(':'), name.Split(':')));

    private static bool Means(string[] known, string[] named) =>
        named.Length <= known.Length && known.Zip(named).All(part => part.First == "*" || part.Second == "*" || part.First == part.Second);

    // The binder takes a list by places alone; where the code reads it, one text with commas does as well.
    private static IEnumerable<string> NamesOf(Setting setting) => (setting.Type, setting.Name) switch
    {
        ("list", "Cors:Origins" or "Images:Allowed" or "TrustedProxies:Networks" or "Gateway:SuggestedImages") => [setting.Name, setting.Name + ":*"],
        ("list", _) => [setting.Name + ":*"],
        _ => [setting.Name],
    };

    private static string Tables() => string.Join("\n\n", SettingCatalogue.All.GroupBy(setting => setting.Section).Select(Table));

    private static string Table(IGrouping<string, Setting> section) =>
        $"""
        ## {section.Key}

        Read by: {SettingCatalogue.Readers[section.Key]}.

        | Setting | What is written there | If not set | Meaning |
        |---|---|---|---|
        {string.Join('\n', section.Select(setting => $"| `{setting.Name}` | {setting.Type} | {Default(setting.Default)} | {setting.Meaning} |"))}
        """;

    private static string Default(string value) => value is "none" or "required" || value.Contains(' ', StringComparison.Ordinal) && !value.Contains(", ", StringComparison.Ordinal) ? value : $"`{value}`";

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+(:[A-Z*][A-Za-z]*)+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+(__[A-Za-z0-9]+)+\b(?!__)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variables();
}
