namespace Sprout.Kubernetes.Models;

/// <summary>A port of a service.</summary>
public sealed record V1ServicePort
{
    /// <summary>Where the service listens.</summary>
    public required int Port { get; init; }

    /// <summary>Needed where there are several.</summary>
    public string? Name { get; init; }

    /// <summary><c>TCP</c> (default), <c>UDP</c> or <c>SCTP</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>Port of the pods, by number or name; the same where unset.</summary>
    public IntOrString? TargetPort { get; init; }

    /// <summary>Port on every node, for that type.</summary>
    public int? NodePort { get; init; }

    /// <summary>Such as <c>http</c>.</summary>
    public string? AppProtocol { get; init; }
}
