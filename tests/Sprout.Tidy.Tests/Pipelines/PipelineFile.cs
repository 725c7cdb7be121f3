using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sprout.Tidy.Tests.Pipelines;

/// <summary>A pipeline as its file says it: the scripts of its steps, and the variables that it is given.</summary>
internal sealed partial class PipelineFile
{
    private PipelineFile(string path, string text, YamlNode root) => (Path, Text, Root) = (path, text, root);

    public string Path { get; }

    public string Text { get; }

    public YamlNode Root { get; }

    /// <summary>What the steps run, by their names.</summary>
    public IReadOnlyList<(string Step, string Script)> Scripts =>
        [.. Mappings(Root).Select(step => (Step: Of(step, "displayName") ?? Of(step, "name") ?? "", Script: Of(step, "bash") ?? Of(step, "run"))).Where(step => step.Script is not null).Select(step => (step.Step, step.Script!))];

    /// <summary>The scripts with variables in one form, <c>$NAME</c>, whoever runs them.</summary>
    public IReadOnlyList<(string Step, string Script)> PlainScripts =>
        [.. Scripts.Select(step => (step.Step, Macro().Replace(step.Script, macro => "$" + macro.Groups["name"].Value.Replace('.', '_').ToUpperInvariant())))];

    /// <summary>What comes from outside: of the variable group, or of the environment and its secrets.</summary>
    public IReadOnlySet<string> Given => Outside().Matches(Text).Select(match => match.Groups["name"].Value)
        .Concat(Macro().Matches(Text).Select(match => match.Groups["name"].Value).Where(name => name is not "BUILD_TAG" && !name.Contains('.', StringComparison.Ordinal)))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Throws <see cref="YamlDotNet.Core.YamlException"/> for what is not YAML.</summary>
    public static PipelineFile Read(string path)
    {
        var text = File.ReadAllText(System.IO.Path.Combine(SourceTree.Root, path));
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return new(path, text, yaml.Documents.Single().RootNode);
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    private static IEnumerable<YamlMappingNode> Mappings(YamlNode node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.Values.SelectMany(Mappings).Prepend(mapping),
        YamlSequenceNode sequence => sequence.SelectMany(Mappings),
        _ => [],
    };

    private static string? Of(YamlMappingNode mapping, string name) =>
        mapping.Children.TryGetValue(name, out var value) && value is YamlScalarNode scalar ? scalar.Value : null;

    // $(NAME) is Azure's before it is the shell's; a command has a blank in it, or is in lower case.
    [GeneratedRegex(@"\$\((?<name>[A-Z][\w.]*|kubeconfig\.\w+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Macro();

    [GeneratedRegex(@"\$\{\{ (vars|secrets)\.(?<name>\w+) \}\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Outside();
}
