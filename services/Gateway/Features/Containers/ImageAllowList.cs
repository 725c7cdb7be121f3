using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Sprout.Gateway.Features.Containers;

/// <summary>
/// The images that may run: configuration <c>Images:Allowed</c>, a list or one comma-separated value. A pattern is a reference in which
/// <c>*</c> stands for any characters but <c>/</c>, and <c>**</c> for any. Without a tag it allows every tag and digest; <c>*</c> alone
/// allows everything. <c>nginx</c> and <c>docker.io/library/nginx</c> mean the same.
/// </summary>
internal sealed class ImageAllowList
{
    public const string Section = "Images:Allowed";

    private const string Everything = "*";

    private static readonly string[] Default = ["nginx*", "httpd*", "caddy*", "busybox*", "traefik/whoami*", "nginxinc/*", "nginxdemos/*"];

    private readonly bool _allowsEverything;
    private readonly (Regex Name, Regex? Tag, Regex? Digest)[] _patterns;

    public ImageAllowList(IReadOnlyCollection<string> patterns)
    {
        Patterns = patterns;
        _allowsEverything = patterns.Contains(Everything);
        _patterns = [.. patterns.Select(Compile)];
    }

    /// <summary>As configured.</summary>
    public IReadOnlyCollection<string> Patterns { get; }

    public static ImageAllowList From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var patterns = section.Value?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? section.Get<string[]>();
        return new(patterns ?? Default);
    }

    public bool Allows(ImageReference image) => _allowsEverything || _patterns.Any(pattern =>
        pattern.Name.IsMatch(image.Name)
        && (pattern.Tag?.IsMatch(image.Tag ?? (image.Digest is null ? "latest" : "")) ?? true)
        && (pattern.Digest?.IsMatch(image.Digest ?? "") ?? true));

    private static (Regex Name, Regex? Tag, Regex? Digest) Compile(string pattern)
    {
        var (registry, repository, tag, digest) = ImageReference.Split(pattern);
        return (Glob($"{registry}/{repository}"), tag is null ? null : Glob(tag), digest is null ? null : Glob(digest));
    }

    private static Regex Glob(string pattern) => new(
        $@"\A{Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));
}
