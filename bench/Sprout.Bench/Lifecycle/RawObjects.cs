using System.Text;

namespace Sprout.Bench.Lifecycle;

/// <summary>What the raw loader makes: the objects that Sprout makes of a container by default.</summary>
internal static class RawObjects
{
    public static byte[] Namespace(string name) => Bytes($$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{name}}"} }""");

    // The limits of LifecycleLoad.
    public static byte[] Quota(string name) => Bytes($$"""
        {"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"{{name}}"},"spec":{"hard":{
        "pods":"20000","requests.cpu":"2000","requests.memory":"4000Gi","limits.cpu":"20000","limits.memory":"16000Gi",
        "services.loadbalancers":"0","services.nodeports":"0"} } }
        """);

    public static byte[] Pod(string name) => Bytes($$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{{Metadata(name, owner: null)}},"spec":{
        "containers":[{"name":"main","image":"nginx:latest","imagePullPolicy":"IfNotPresent","ports":[{"containerPort":80,"name":"http","protocol":"TCP"}],
        "resources":{"requests":{"cpu":"20m","memory":"32Mi","ephemeral-storage":"64Mi"},"limits":{"cpu":"200m","memory":"128Mi","ephemeral-storage":"1Gi"} },
        "readinessProbe":{"tcpSocket":{"port":80},"periodSeconds":1,"timeoutSeconds":1,"failureThreshold":3},
        "securityContext":{"allowPrivilegeEscalation":false,"privileged":false,"capabilities":{"add":["CHOWN","DAC_OVERRIDE","NET_BIND_SERVICE","SETGID","SETUID"],"drop":["ALL"]} } }],
        "restartPolicy":"Always","automountServiceAccountToken":false,"enableServiceLinks":false,"securityContext":{"seccompProfile":{"type":"RuntimeDefault"} },
        "tolerations":[{{NodeTrouble("not-ready")}},{{NodeTrouble("unreachable")}}],
        "terminationGracePeriodSeconds":5} }
        """);

    public static byte[] Service(string name, string podUid) => Bytes($$"""
        {"apiVersion":"v1","kind":"Service","metadata":{{Metadata(name, podUid)}},"spec":{"type":"ClusterIP","selector":{"sprout.dev/container":"{{name}}"},
        "ports":[{"port":80,"name":"http","protocol":"TCP","targetPort":80}]} }
        """);

    public static byte[] Ingress(string name, string podUid) => Bytes($$"""
        {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{{Metadata(name, podUid)}},"spec":{"rules":[{"host":"{{name}}.localhost","http":{"paths":[
        {"path":"/","pathType":"Prefix","backend":{"service":{"name":"{{name}}","port":{"name":"http"} } } }]} }]} }
        """);

    private static string NodeTrouble(string taint) => $$"""{"key":"node.kubernetes.io/{{taint}}","operator":"Exists","effect":"NoExecute","tolerationSeconds":60}""";

    private static string Metadata(string name, string? owner) => $$"""
        {"name":"{{name}}","labels":{"app.kubernetes.io/managed-by":"raw-loader","app.kubernetes.io/instance":"raw-loader","app.kubernetes.io/name":"nginx","sprout.dev/container":"{{name}}"}
        """ + (owner is null ? "}" : $$""","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"{{name}}","uid":"{{owner}}"} ]}""");

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
