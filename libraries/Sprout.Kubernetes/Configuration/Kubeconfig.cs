using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sprout.Kubernetes.Configuration;

/// <summary>One or several kubeconfig files, merged as kubectl does: whoever names a thing first wins, and files that are not there are passed over.</summary>
internal sealed class Kubeconfig
{
    private readonly List<KubeconfigSection> _files;

    private Kubeconfig(List<KubeconfigSection> files) => _files = files;

    /// <summary>The files read; for people.</summary>
    public string Description => string.Join(Path.PathSeparator, _files.Select(file => file.File));

    /// <summary>The first current context; null where no file has one.</summary>
    public string? CurrentContext => _files.Select(file => file.Text("current-context")).FirstOrDefault(name => name is not null);

    /// <summary>Reads the files.</summary>
    public static Kubeconfig Load(IReadOnlyList<string> paths, bool mustAllExist = false)
    {
        var files = paths.Select(Path.GetFullPath).Where(path => mustAllExist || File.Exists(path)).Select(Read).ToList();
        return files.Count > 0
            ? new Kubeconfig(files)
            : throw new KubeConfigException($"There is no kubeconfig: {string.Join(", ", paths)} is not there, KUBECONFIG names no other file, and this is no pod.");
    }

    /// <summary>The names under <c>contexts</c>, <c>clusters</c> or <c>users</c>.</summary>
    public IReadOnlyList<string> Names(string list) => [.. Entries(list).Select(entry => entry.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>The entry of that name under <c>contexts</c> (<c>clusters</c>, <c>users</c>), that is the mapping in its <c>context</c> (…); null where there is none.</summary>
    public KubeconfigSection? Find(string list, string kind, string name)
    {
        foreach (var (found, section) in Entries(list))
        {
            if (found == name)
            {
                var path = $"{list}[{name}].{kind}";
                return section.Find(kind) switch
                {
                    YamlMappingNode node => new KubeconfigSection(section.File, path, node),
                    null or YamlScalarNode { Value: null or "" or "null" or "~" } => new KubeconfigSection(section.File, path, []),
                    _ => throw section.Error(kind, "must be a mapping"),
                };
            }
        }

        return null;
    }

    private IEnumerable<(string Name, KubeconfigSection Section)> Entries(string list)
    {
        foreach (var file in _files)
        {
            if (file.Find(list) is not YamlSequenceNode sequence)
            {
                continue;
            }

            foreach (var (node, index) in sequence.Children.OfType<YamlMappingNode>().Select((node, index) => (node, index)))
            {
                var section = new KubeconfigSection(file.File, $"{list}[{index}]", node);
                yield return (section.RequiredText("name"), section);
            }
        }
    }

    private static KubeconfigSection Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            var root = yaml.Documents.Count == 0 ? [] : yaml.Documents[0].RootNode as YamlMappingNode;
            return new KubeconfigSection(path, "", root ?? throw new KubeConfigException($"{path} is no kubeconfig: a mapping was expected."));
        }
        catch (YamlException exception)
        {
            // The message may quote the file, secrets included; the place is enough.
            throw new KubeConfigException($"{path} is no YAML: line {exception.Start.Line}, column {exception.Start.Column}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
