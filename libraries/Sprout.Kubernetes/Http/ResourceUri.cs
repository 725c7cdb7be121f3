using System.Text;

namespace Sprout.Kubernetes.Http;

/// <summary>Paths and queries of the API, with every name escaped.</summary>
internal static class ResourceUri
{
    /// <summary>Of a list; of all namespaces where none is given.</summary>
    public static string Collection(ResourceType type, string? @namespace)
    {
        var path = new StringBuilder(type.Group.Length == 0 ? "/api/" : $"/apis/{Segment(type.Group)}/").Append(Segment(type.Version));
        if (@namespace is not null)
        {
            if (!type.IsNamespaced)
            {
                throw new ArgumentException($"{type.Kind} lives in no namespace; '{@namespace}' was given.", nameof(@namespace));
            }

            path.Append("/namespaces/").Append(Segment(@namespace));
        }

        return path.Append('/').Append(Segment(type.Plural)).ToString();
    }

    /// <summary>Where objects are created: a list that names its namespace.</summary>
    public static string Home(ResourceType type, string? @namespace) =>
        type.IsNamespaced && @namespace is null
            ? throw new ArgumentException($"{type.Kind} lives in a namespace; none was given.", nameof(@namespace))
            : Collection(type, @namespace);

    /// <summary>Of one object.</summary>
    public static string Item(ResourceType type, string? @namespace, string? name) => $"{Home(type, @namespace)}/{Segment(name)}";

    /// <summary>The path with those parameters that have a value.</summary>
    public static string WithQuery(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var uri = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                uri.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return uri.ToString();
    }

    // "." and ".." survive escaping, and a URI with them means another path.
    private static string Segment(string? text) =>
        text is null or "" or "." or ".."
            ? throw new ArgumentException($"'{text}' names nothing.", nameof(text))
            : Uri.EscapeDataString(text);
}
