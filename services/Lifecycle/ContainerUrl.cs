namespace Sprout.Lifecycle;

/// <summary>Where a container answers: <c>Ingress:UrlTemplate</c> with <c>{id}</c> and <c>{name}</c> filled in.</summary>
public sealed class ContainerUrl
{
    private readonly string _template;

    /// <summary>Takes the template; throws <see cref="ArgumentException"/> when it makes no absolute HTTP URL, or the same one for every container.</summary>
    public ContainerUrl(string template)
    {
        _template = template;
        if (!template.Contains("{id}", StringComparison.Ordinal))
            throw new ArgumentException($"Ingress:UrlTemplate '{template}' must contain {{id}}, for names need not be unique.", nameof(template));
        if (!Uri.TryCreate(Fill(Guid.Empty, "name"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new ArgumentException($"Ingress:UrlTemplate '{template}' must be an absolute http or https URL.", nameof(template));
    }

    /// <summary>The URL of this container.</summary>
    public Uri Of(Guid containerId, string name) => new(Fill(containerId, name));

    private string Fill(Guid containerId, string name) =>
        _template.Replace("{id}", containerId.ToString("D"), StringComparison.Ordinal).Replace("{name}", name, StringComparison.Ordinal);
}
