using System.Text.RegularExpressions;

namespace Sprout.Gateway.Features.Containers;

/// <summary>An image reference, taken apart as container runtimes do (the grammar of github.com/distribution/reference).</summary>
/// <param name="Registry">Host and port; <c>docker.io</c> where none is given.</param>
/// <param name="Repository">The path; <c>library/…</c> for a single name on docker.io.</param>
/// <param name="Tag">The tag; null where none is given.</param>
/// <param name="Digest">The digest; null where none is given.</param>
internal sealed partial record ImageReference(string Registry, string Repository, string? Tag, string? Digest)
{
    public const int MaximumLength = 255;

    private const string DefaultRegistry = "docker.io";

    /// <summary>Registry and repository in full.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>Null for anything that is no legal reference.</summary>
    public static ImageReference? TryParse(string text)
    {
        if (text.Length is 0 or > MaximumLength)
            return null;
        var (registry, repository, tag, digest) = Split(text);
        return Host().IsMatch(registry) && Path().IsMatch(repository) && (tag is null || TagText().IsMatch(tag)) && (digest is null || DigestText().IsMatch(digest))
            ? new(registry, repository, tag, digest)
            : null;
    }

    /// <summary>The four parts, unchecked; a pattern is taken apart the same way.</summary>
    public static (string Registry, string Repository, string? Tag, string? Digest) Split(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (rest, digest) = at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
        var colon = rest.LastIndexOf(':');
        var (name, tag) = colon > rest.LastIndexOf('/') ? (rest[..colon], rest[(colon + 1)..]) : (rest, null);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        // The first part is a host only when it cannot be a part of a path.
        var hasHost = slash > 0 && (name[..slash].AsSpan().ContainsAny('.', ':') || name[..slash] == "localhost");
        if (!hasHost)
            return (DefaultRegistry, slash < 0 ? "library/" + name : name, tag, digest);
        return (name[..slash], name[(slash + 1)..], tag, digest);
    }

    [GeneratedRegex(@"\A([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(:[0-9]{1,5})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Host();

    [GeneratedRegex(@"\A[a-z0-9]+((\.|__?|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|__?|-+)[a-z0-9]+)*)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Path();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TagText();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DigestText();
}
