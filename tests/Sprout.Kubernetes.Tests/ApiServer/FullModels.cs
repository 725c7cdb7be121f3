using Sprout.Kubernetes.Models;

namespace Sprout.Kubernetes.Tests.ApiServer;

/// <summary>Objects with every field set that a server of any version lets a client set.</summary>
internal static class FullModels
{
    private static readonly DateTimeOffset Moment = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1_234_560);

    private static readonly V1LabelSelector Selector = new()
    {
        MatchLabels = Map("app", "web"),
        MatchExpressions = [new V1LabelSelectorRequirement { Key = "tier", Operator = "In", Values = ["a", "b"] }],
    };

    public static V1Pod Pod(V1ObjectMeta metadata) =>
        new()
        {
            Metadata = metadata with { Labels = Map("app", "web"), Annotations = Map("note", "y: 'ü' <&>"), Finalizers = null },
            Spec = new V1PodSpec
            {
                Containers = [Container("main")],
                InitContainers = [new V1Container { Name = "first", Image = "busybox" }],
                RestartPolicy = "OnFailure",
                AutomountServiceAccountToken = false,
                EnableServiceLinks = false,
                SecurityContext = new V1PodSecurityContext
                {
                    RunAsNonRoot = true,
                    RunAsUser = 1000,
                    RunAsGroup = 1001,
                    FsGroup = 1002,
                    SupplementalGroups = [1003],
                    SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
                },
                TerminationGracePeriodSeconds = 1,
                ServiceAccountName = "default",
                NodeSelector = Map("sprout.dev/no-such-node", "true"),
                Tolerations = [new V1Toleration { Key = "k", Operator = "Equal", Value = "v", Effect = "NoExecute", TolerationSeconds = 5 }, .. UsualTolerations()],
                ActiveDeadlineSeconds = 3600,
                ImagePullSecrets = [new V1LocalObjectReference { Name = "registry" }],
                PriorityClassName = "system-cluster-critical",
            },
        };

    public static V1Service Service(V1ObjectMeta metadata) =>
        new()
        {
            Metadata = metadata,
            Spec = new V1ServiceSpec
            {
                Type = "ClusterIP",
                ClusterIP = "None",
                Selector = Map("app", "web"),
                Ports = [new V1ServicePort { Name = "http", Port = 80, TargetPort = "web", Protocol = "TCP" }, new V1ServicePort { Name = "alt", Port = 81, TargetPort = 8081 }],
                PublishNotReadyAddresses = true,
            },
        };

    public static V1Ingress Ingress(V1ObjectMeta metadata)
    {
        var backend = new V1IngressBackend { Service = new V1IngressServiceBackend { Name = "web", Port = new V1ServiceBackendPort { Number = 80 } } };
        var path = new V1HttpIngressPath { Path = "/c", PathType = "Prefix", Backend = backend };
        var named = path with { Path = "/d", PathType = "Exact", Backend = new V1IngressBackend { Service = new V1IngressServiceBackend { Name = "web", Port = new V1ServiceBackendPort { Name = "http" } } } };
        return new V1Ingress
        {
            Metadata = metadata,
            Spec = new V1IngressSpec
            {
                IngressClassName = "traefik",
                DefaultBackend = backend,
                Rules = [new V1IngressRule { Host = "a.example.org", Http = new V1HttpIngressRuleValue { Paths = [path, named] } }],
                Tls = [new V1IngressTls { Hosts = ["a.example.org"], SecretName = "tls" }],
            },
        };
    }

    public static V1ResourceQuota ResourceQuota(V1ObjectMeta metadata) =>
        new() { Metadata = metadata, Spec = new V1ResourceQuotaSpec { Hard = Map("pods", "10"), Scopes = ["NotTerminating"] } };

    public static V1LimitRange LimitRange(V1ObjectMeta metadata) =>
        new()
        {
            Metadata = metadata,
            Spec = new V1LimitRangeSpec
            {
                Limits =
                [
                    new V1LimitRangeItem
                    {
                        Type = "Container",
                        Default = Map("cpu", "500m"),
                        DefaultRequest = Map("cpu", "250m"),
                        Max = Map("cpu", "1"),
                        Min = Map("cpu", "50m"),
                        MaxLimitRequestRatio = Map("cpu", "4"),
                    },
                ],
            },
        };

    public static V1NetworkPolicy NetworkPolicy(V1ObjectMeta metadata)
    {
        var ports = new[] { new V1NetworkPolicyPort { Port = 53, Protocol = "UDP" }, new V1NetworkPolicyPort { Port = "web", Protocol = "TCP" } };
        return new V1NetworkPolicy
        {
            Metadata = metadata,
            Spec = new V1NetworkPolicySpec
            {
                PodSelector = Selector,
                PolicyTypes = ["Ingress", "Egress"],
                Ingress = [new V1NetworkPolicyIngressRule { From = [new V1NetworkPolicyPeer { NamespaceSelector = Selector, PodSelector = new V1LabelSelector() }], Ports = ports }],
                Egress = [new V1NetworkPolicyEgressRule { To = [new V1NetworkPolicyPeer { IpBlock = new V1IPBlock { Cidr = "0.0.0.0/0", Except = ["10.0.0.0/8"] } }], Ports = ports }],
            },
        };
    }

    public static V1Lease Lease(V1ObjectMeta metadata) =>
        new()
        {
            Metadata = metadata,
            Spec = new V1LeaseSpec { HolderIdentity = "me", LeaseDurationSeconds = 15, AcquireTime = Moment, RenewTime = Moment, LeaseTransitions = 2 },
        };

    public static V1Event Event(V1ObjectMeta metadata) =>
        new()
        {
            Metadata = metadata,
            InvolvedObject = new V1ObjectReference
            {
                ApiVersion = "v1",
                Kind = "Pod",
                Name = "web",
                Namespace = metadata.Namespace,
                Uid = "1",
                ResourceVersion = "2",
                FieldPath = "spec.containers{main}",
            },
            Reason = "Spec",
            Message = "for a spec",
            Type = "Normal",
            Count = 3,
            FirstTimestamp = Moment,
            LastTimestamp = Moment,
            EventTime = Moment,
            Source = new V1EventSource { Component = "specs", Host = "here" },
            Action = "Specify",
            ReportingComponent = "sprout.dev/specs",
            ReportingInstance = "one",
        };

    private static V1Container Container(string name)
    {
        var timing = new V1Probe { InitialDelaySeconds = 1, PeriodSeconds = 2, TimeoutSeconds = 3, SuccessThreshold = 1, FailureThreshold = 5 };
        return new V1Container
        {
            Name = name,
            Image = "nginx:1.27",
            ImagePullPolicy = "Always",
            Command = ["/bin/sh"],
            Args = ["-c", "true"],
            WorkingDir = "/tmp",
            Ports = [new V1ContainerPort { Name = "web", ContainerPort = 80, Protocol = "TCP" }],
            Env = [new V1EnvVar { Name = "KEY", Value = "value" }],
            Resources = new V1ResourceRequirements { Requests = Map("cpu", "250m"), Limits = Map("memory", "64Mi") },
            ReadinessProbe = timing with { HttpGet = new V1HttpGetAction { Port = "web", Path = "/ready", Scheme = "HTTP" } },
            LivenessProbe = timing with { TcpSocket = new V1TcpSocketAction { Port = 80 } },
            StartupProbe = timing with { Exec = new V1ExecAction { Command = ["true"] } },
            SecurityContext = new V1SecurityContext
            {
                AllowPrivilegeEscalation = false,
                Privileged = false,
                ReadOnlyRootFilesystem = true,
                RunAsNonRoot = true,
                RunAsUser = 1000,
                RunAsGroup = 1001,
                Capabilities = new V1Capabilities { Add = ["NET_BIND_SERVICE"], Drop = ["ALL"] },
                SeccompProfile = new V1SeccompProfile { Type = "Localhost", LocalhostProfile = "web.json" },
            },
        };
    }

    // The server adds these two where they are missing.
    private static IEnumerable<V1Toleration> UsualTolerations() =>
        new[] { "not-ready", "unreachable" }.Select(key =>
            new V1Toleration { Key = $"node.kubernetes.io/{key}", Operator = "Exists", Effect = "NoExecute", TolerationSeconds = 300 });

    private static Dictionary<string, string> Map(string key, string value) => new(StringComparer.Ordinal) { [key] = value };
}
