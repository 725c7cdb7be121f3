using System.Globalization;
using Sprout.Contracts;
using Sprout.Hosting;
using Sprout.Kubernetes.Models;

namespace Sprout.Provisioner.Manifests;

/// <summary>What a container becomes in a cluster: a pure function from the command and the settings to Kubernetes objects.</summary>
public sealed class ContainerManifests
{
    /// <summary>The label that carries the container's id.</summary>
    public const string ContainerLabel = ContainerPod.ContainerLabel;

    /// <summary>The label that carries the installation's id.</summary>
    public const string InstallationLabel = ContainerPod.InstallationLabel;

    private readonly ProvisionPod _command;
    private readonly string _installation;
    private readonly string _namespace;
    private readonly WorkloadOptions _workload;
    private readonly IngressOptions _ingress;

    /// <summary>Takes everything that the objects depend on.</summary>
    public ContainerManifests(ProvisionPod command, string installation, string @namespace, WorkloadOptions workload, IngressOptions ingress)
    {
        _command = command;
        _installation = installation;
        _namespace = @namespace;
        _workload = workload;
        _ingress = ingress;
    }

    /// <summary>The trace that the pod belongs to, as W3C's <c>traceparent</c>; null for none.</summary>
    public string? TraceParent { get; init; }

    private string Name => NameOf(_command.ContainerId);

    /// <summary>The name of a container's objects.</summary>
    public static string NameOf(Guid containerId) => ContainerPod.NameOf(containerId);

    /// <summary>The pod.</summary>
    public V1Pod Pod() => new()
    {
        Metadata = Metadata(ownerUid: null) with
        {
            Annotations = TraceParent is { } trace ? new Dictionary<string, string> { [ContainerPod.TraceAnnotation] = trace } : null,
        },
        Spec = new()
        {
            Containers = [Container()],
            RestartPolicy = "Always",
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            TerminationGracePeriodSeconds = _workload.GracePeriodSeconds,
            SecurityContext = PodSecurity.OfPod(_workload),
            Tolerations = [NodeTrouble("not-ready"), NodeTrouble("unreachable")],
        },
    };

    /// <summary>The service in front of the pod.</summary>
    public V1Service Service(string podUid) => new()
    {
        Metadata = Metadata(podUid),
        Spec = new()
        {
            Type = "ClusterIP",
            Selector = new Dictionary<string, string> { [ContainerLabel] = _command.ContainerId.ToString("D") },
            Ports = [new() { Name = "http", Port = 80, TargetPort = _command.Spec.Port, Protocol = "TCP" }],
        },
    };

    /// <summary>The way in from outside, at the container's URL.</summary>
    public V1Ingress Ingress(string podUid) => new()
    {
        Metadata = Metadata(podUid) with
        {
            Annotations = _ingress.ClusterIssuer is { } issuer ? new Dictionary<string, string> { ["cert-manager.io/cluster-issuer"] = issuer } : null,
        },
        Spec = new()
        {
            IngressClassName = _ingress.ClassName,
            Rules =
            [
                new()
                {
                    // An Ingress host is a name; an address (one machine's simulator) means every host.
                    Host = _command.Url.HostNameType == UriHostNameType.Dns ? _command.Url.Host : null,
                    Http = new()
                    {
                        Paths =
                        [
                            new()
                            {
                                Path = _command.Url.AbsolutePath,
                                PathType = "Prefix",
                                Backend = new() { Service = new() { Name = Name, Port = new() { Name = "http" } } },
                            },
                        ],
                    },
                },
            ],
            Tls = _ingress.ClusterIssuer is null ? null : [new() { Hosts = [_command.Url.Host], SecretName = Name + "-tls" }],
        },
    };

    // Taints of the node controller; without a word on them the API server adds the same with 300 seconds.
    private V1Toleration NodeTrouble(string taint) =>
        new() { Key = $"node.kubernetes.io/{taint}", Operator = "Exists", Effect = "NoExecute", TolerationSeconds = _workload.NodeLossSeconds };

    private V1Container Container() => new()
    {
        Name = ContainerPod.ContainerName,
        Image = _command.Spec.Image,
        ImagePullPolicy = _workload.ImagePullPolicy,
        Ports = [new() { Name = "http", ContainerPort = _command.Spec.Port, Protocol = "TCP" }],
        Env = _command.Spec.Environment.Count == 0
            ? null
            : [.. _command.Spec.Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => new V1EnvVar { Name = variable.Key, Value = Verbatim(variable.Value) })],
        Resources = new()
        {
            Limits = _workload.Limits(),
            Requests = _workload.Requests(),
        },
        // Ready when the port answers; asked every second, for somebody is waiting.
        ReadinessProbe = new() { TcpSocket = new() { Port = _command.Spec.Port }, PeriodSeconds = 1, TimeoutSeconds = 1, FailureThreshold = 3 },
        SecurityContext = PodSecurity.OfContainer(_workload, _command.Spec.Port),
    };

    // The kubelet reads $(NAME) in a value as another variable, and $$ as one $.
    private static string Verbatim(string value) => value.Replace("$", "$$", StringComparison.Ordinal);

    private V1ObjectMeta Metadata(string? ownerUid) => new()
    {
        Name = Name,
        Namespace = _namespace,
        Labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["app.kubernetes.io/managed-by"] = "sprout",
            [InstallationLabel] = _installation,
            ["app.kubernetes.io/name"] = _command.Spec.Name,
            [ContainerLabel] = _command.ContainerId.ToString("D", CultureInfo.InvariantCulture),
        },
        OwnerReferences = ownerUid is null ? null : [new() { ApiVersion = "v1", Kind = "Pod", Name = Name, Uid = ownerUid }],
    };
}
