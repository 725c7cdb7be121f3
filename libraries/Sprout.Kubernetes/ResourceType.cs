namespace Sprout.Kubernetes;

/// <summary>Where the API serves a kind.</summary>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Version">Such as <c>v1</c>.</param>
/// <param name="Kind">Such as <c>Pod</c>.</param>
/// <param name="Plural">As in the path, such as <c>pods</c>.</param>
/// <param name="IsNamespaced">Whether objects live in a namespace.</param>
public sealed record ResourceType(string Group, string Version, string Kind, string Plural, bool IsNamespaced = true)
{
    /// <summary>As in manifests: <c>v1</c> or <c>group/version</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";
}
