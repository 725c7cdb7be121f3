using System.Text.RegularExpressions;

namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>Finds the cause in the words of a failed pull, as containerd, CRI-O (containers/image) and dockerd have them.</summary>
internal static partial class PullEvidences
{
    private const int MostCharacters = 300;

    /// <summary>The cause. What may pass is looked for first: a mistake then costs patience, not a container.</summary>
    public static PullEvidence In(string? error, string image)
    {
        if (error is null)
            return PullEvidence.Unclear;
        // What people call their images must not be taken for the registry's answer.
        var words = Quoted().Replace(WithoutImage(error, image), "");
        return words switch
        {
            _ when Platform().IsMatch(words) => PullEvidence.WrongPlatform,
            _ when Busy().IsMatch(words) => PullEvidence.RegistryBusy,
            _ when Away().IsMatch(words) => PullEvidence.RegistryAway,
            _ when Unknown().IsMatch(words) => PullEvidence.UnknownRegistry,
            _ when Denied().IsMatch(words) => PullEvidence.NoAccess,
            _ when Missing().IsMatch(words) => PullEvidence.UnknownImage,
            _ when Unreadable().IsMatch(words) => PullEvidence.Unreadable,
            _ => PullEvidence.Unclear,
        };
    }

    /// <summary>The end of what the runtime says, which is where the cause stands; the layers before it repeat the image's name.</summary>
    public static string? Shorten(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
            return null;
        var cause = Layers().Replace(message.ReplaceLineEndings(" "), "").Trim();
        return cause.Length <= MostCharacters ? cause : "…" + cause[^MostCharacters..];
    }

    private static string WithoutImage(string error, string image)
    {
        if (image.Length == 0)
            return error;
        var repository = image.LastIndexOf(':') is > 0 and var colon && !image[colon..].Contains('/', StringComparison.Ordinal) ? image[..colon] : image;
        return error.Replace(image, "", StringComparison.Ordinal).Replace(repository, "", StringComparison.Ordinal);
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const int Timeout = 1000;

    [GeneratedRegex("""^(rpc error: code = \w+ desc = |failed to pull and unpack image "[^"]*": |failed to resolve (reference|image) "[^"]*": |(initializing|pinging) (source|container registry) \S+: |Error response from daemon: |unable to pull image or OCI artifact: )+""", Options, Timeout)]
    private static partial Regex Layers();

    [GeneratedRegex("\"[^\"]*\"", Options, Timeout)]
    private static partial Regex Quoted();

    [GeneratedRegex("no match for platform|no matching manifest|no image found in (manifest list|image index) for|choosing an image from manifest|exec format error|image operating system .* cannot be used|does not match the (specified|detected|expected) platform", Options, Timeout)]
    private static partial Regex Platform();

    [GeneratedRegex("toomanyrequests|too many requests|rate limit|pull QPS exceeded", Options, Timeout)]
    private static partial Regex Busy();

    // Of statuses only the 5xx, in the forms "503 Service Unavailable", "status code 503", "unexpected status: 502".
    [GeneratedRegex(@"\b5\d\d (internal|not implemented|bad gateway|service|gateway)|status( code)?:? ?5\d\d\b|i/o timeout|timed? ?out|deadline exceeded|connection (refused|reset)|no route to host|network is unreachable|server misbehaving|temporary failure|\bEOF\b|registry is unavailable|request canceled|use of closed network", Options, Timeout)]
    private static partial Regex Away();

    [GeneratedRegex("no such host|name or service not known|server .* not found in DNS", Options, Timeout)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"unauthorized|authentication required|denied|\bforbidden|no basic auth credentials|insufficient_scope|authorization failed|invalid username/password|\b40[13]\b", Options, Timeout)]
    private static partial Regex Denied();

    [GeneratedRegex(@"not found|manifest unknown|name unknown|repository .* does not exist|does not exist|\b404\b", Options, Timeout)]
    private static partial Regex Missing();

    [GeneratedRegex(@"unsupported (media ?type|manifest)|unknown media type|media type .* is no longer supported|mediaType .*(should be|not supported)|schema ?1|invalid (manifest|tar header)|signature|unsupported compression", Options, Timeout)]
    private static partial Regex Unreadable();
}
