namespace Sprout.Kubernetes.Models;

/// <summary>Asks for a page.</summary>
public sealed record V1HttpGetAction
{
    /// <summary>Number or name.</summary>
    public required IntOrString Port { get; init; }

    /// <summary><c>/</c> where unset.</summary>
    public string? Path { get; init; }

    /// <summary><c>HTTP</c> (default) or <c>HTTPS</c>.</summary>
    public string? Scheme { get; init; }
}
