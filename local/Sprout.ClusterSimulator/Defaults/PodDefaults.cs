using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Defaults;

/// <summary>A pod's defaults (core/v1 defaults.go, and the tolerations that an admission plug-in adds).</summary>
internal static class PodDefaults
{
    public static void Apply(JsonObject tree)
    {
        var spec = tree.GetOrAddObject("spec");
        foreach (var container in spec.Array("containers").Objects().Concat(spec.Array("initContainers").Objects()))
        {
            ApplyToContainer(container);
        }

        spec.SetDefault("restartPolicy", "Always");
        spec.SetDefault("terminationGracePeriodSeconds", 30);
        spec.SetDefault("dnsPolicy", "ClusterFirst");
        spec.SetDefault("serviceAccountName", "default");
        spec.SetDefault("serviceAccount", spec.Text("serviceAccountName")!);
        spec.SetDefault("securityContext", new JsonObject());
        spec.SetDefault("schedulerName", "default-scheduler");
        spec.SetDefault("tolerations", new JsonArray(Tolerate("not-ready"), Tolerate("unreachable")));
        spec.SetDefault("priority", 0);
        spec.SetDefault("enableServiceLinks", true);
        spec.SetDefault("preemptionPolicy", "PreemptLowerPriority");
    }

    private static void ApplyToContainer(JsonObject container)
    {
        foreach (var port in container.Array("ports").Objects())
        {
            port.SetDefault("protocol", "TCP");
        }

        var resources = container.GetOrAddObject("resources");
        Quantities.Canonicalize(resources.Object("limits"));
        Quantities.Canonicalize(resources.Object("requests"));
        foreach (var (resource, limit) in (resources.Object("limits") ?? []).Select(limit => (limit.Key, limit.Value)).ToList())
        {
            resources.GetOrAddObject("requests").SetDefault(resource, limit!.DeepClone());
        }

        foreach (var probe in (string[])["readinessProbe", "livenessProbe", "startupProbe"])
        {
            if (container.Object(probe) is { } settings)
            {
                ApplyToProbe(settings);
            }
        }

        container.SetDefault("terminationMessagePath", "/dev/termination-log");
        container.SetDefault("terminationMessagePolicy", "File");
        container.SetDefault("imagePullPolicy", HasMovingTag(container.Text("image") ?? "") ? "Always" : "IfNotPresent");
    }

    private static void ApplyToProbe(JsonObject probe)
    {
        if (probe.Object("httpGet") is { } get)
        {
            get.SetDefault("path", "/");
            get.SetDefault("scheme", "HTTP");
        }

        probe.SetDefault("timeoutSeconds", 1);
        probe.SetDefault("periodSeconds", 10);
        probe.SetDefault("successThreshold", 1);
        probe.SetDefault("failureThreshold", 3);
    }

    private static bool HasMovingTag(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return !name.Contains('@', StringComparison.Ordinal)
            && (!name.Contains(':', StringComparison.Ordinal) || name.EndsWith(":latest", StringComparison.Ordinal));
    }

    private static JsonObject Tolerate(string condition) => new()
    {
        ["key"] = $"node.kubernetes.io/{condition}",
        ["operator"] = "Exists",
        ["effect"] = "NoExecute",
        ["tolerationSeconds"] = 300,
    };
}
