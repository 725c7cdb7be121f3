namespace Sprout.Hosting;

/// <summary>What the services that know the cluster must agree on about a container's pod.</summary>
public static class ContainerPod
{
    /// <summary>The name of the pod's one container; a mesh may put others beside it.</summary>
    public const string ContainerName = "main";

    /// <summary>The label that carries the container's id.</summary>
    public const string ContainerLabel = "sprout.dev/container";

    /// <summary>The label that carries the id of the installation whose it is.</summary>
    public const string InstallationLabel = "app.kubernetes.io/instance";

    /// <summary>The annotation that carries the trace of which the pod was made, as W3C's <c>traceparent</c>: whoever tells what becomes of the pod continues it.</summary>
    public const string TraceAnnotation = "sprout.dev/traceparent";

    /// <summary>The name of a container's objects. Begins with a letter, for a Service's name must (RFC 1035).</summary>
    public static string NameOf(Guid containerId) => $"c-{containerId:D}";
}
