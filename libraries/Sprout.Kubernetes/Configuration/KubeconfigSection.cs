using System.Text;
using YamlDotNet.RepresentationModel;

namespace Sprout.Kubernetes.Configuration;

/// <summary>A mapping in a kubeconfig file that knows where it stands, so that every complaint can say so.</summary>
/// <param name="File">The file it came from; relative paths in it start from that file's folder.</param>
/// <param name="Path">Such as <c>users[admin].user</c>.</param>
/// <param name="Node">The mapping.</param>
internal sealed record KubeconfigSection(string File, string Path, YamlMappingNode Node)
{
    /// <summary>The context that is being read; for complaints.</summary>
    public string? Context { get; init; }

    /// <summary>The field's text; null where it is missing, empty or <c>null</c>.</summary>
    public string? Text(string field) =>
        Find(field) switch
        {
            null => null,
            YamlScalarNode scalar when string.IsNullOrEmpty(scalar.Value) || (scalar.Style == YamlDotNet.Core.ScalarStyle.Plain && scalar.Value is "null" or "~") => null,
            YamlScalarNode scalar => scalar.Value,
            _ => throw Error(field, "must be text"),
        };

    /// <summary>The field's text; a complaint where there is none.</summary>
    public string RequiredText(string field) => Text(field) ?? throw Error(field, "is missing");

    /// <summary><c>true</c> or <c>false</c>; false where it is missing.</summary>
    public bool Flag(string field) =>
        Text(field) switch
        {
            null => false,
            { } text when bool.TryParse(text, out var value) => value,
            _ => throw Error(field, "must be true or false"),
        };

    /// <summary>The text in <c>{field}-data</c> (base64) or else in the file that <c>{field}</c> names; null where neither is there.</summary>
    public string? DataOrFile(string field) => Data($"{field}-data") ?? FileText(field);

    /// <summary>The absolute path that the field names.</summary>
    public string? FilePath(string field) =>
        Text(field) is { } path ? System.IO.Path.GetFullPath(path, System.IO.Path.GetDirectoryName(File)!) : null;

    /// <summary>The field's node.</summary>
    public YamlNode? Find(string field) => Node.Children.TryGetValue(new YamlScalarNode(field), out var node) ? node : null;

    /// <summary>A complaint about a field.</summary>
    public KubeConfigException Error(string field, string what, Exception? inner = null)
    {
        var context = Context is null ? "" : $", context '{Context}'";
        var path = Path.Length == 0 ? field : $"{Path}.{field}";
        return new KubeConfigException($"{File}{context}: {path} {what}.", inner);
    }

    private string? Data(string field)
    {
        if (Text(field) is not { } data)
        {
            return null;
        }

        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data, bytes, out var count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : throw Error(field, "is not base64");
    }

    private string? FileText(string field)
    {
        if (FilePath(field) is not { } path)
        {
            return null;
        }

        try
        {
            return System.IO.File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Error(field, $"names {path}, which cannot be read: {exception.Message}", exception);
        }
    }
}
