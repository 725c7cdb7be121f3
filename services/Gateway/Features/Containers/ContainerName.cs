using System.Text.RegularExpressions;

namespace Sprout.Gateway.Features.Containers;

/// <summary>The rule for names: a DNS label (RFC 1123, section 2.1), as Kubernetes wants it.</summary>
internal static partial class ContainerName
{
    public const int MaximumLength = 63;

    public const string Pattern = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    public static bool IsValid(string name) => name.Length <= MaximumLength && Label().IsMatch(name);

    // \z and not $, which would let a line feed follow.
    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}
