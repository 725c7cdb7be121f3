using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Nodes;

/// <summary>The nodes as the API shows them.</summary>
internal static class NodeObjects
{
    public static JsonObject Describe(string name, string address, string time)
    {
        var capacity = new JsonObject
        {
            ["cpu"] = NodePool.Cores.ToString(),
            ["ephemeral-storage"] = $"{NodePool.DiskGi}Gi",
            ["memory"] = $"{NodePool.MemoryGi}Gi",
            ["pods"] = "10000",
        };
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = new JsonObject { ["kubernetes.io/hostname"] = name, ["kubernetes.io/os"] = "linux" },
            },
            ["spec"] = new JsonObject(),
            ["status"] = new JsonObject
            {
                ["capacity"] = capacity.DeepClone(),
                ["allocatable"] = capacity,
                ["conditions"] = new JsonArray(Ready(isAway: false, time)),
                ["addresses"] = new JsonArray(
                    new JsonObject { ["type"] = "InternalIP", ["address"] = address },
                    new JsonObject { ["type"] = "Hostname", ["address"] = name }),
                ["nodeInfo"] = new JsonObject { ["kubeletVersion"] = "v1.20.2+sprout-simulator", ["osImage"] = "simulated" },
            },
        };
    }

    /// <summary>What the node controller writes into a node that has stopped telling of itself, or does so again.</summary>
    public static void Mark(JsonObject node, bool isAway, string time)
    {
        var status = node.GetOrAddObject("status");
        status["conditions"] = new JsonArray(Ready(isAway, time));
        var spec = node.GetOrAddObject("spec");
        if (isAway)
        {
            spec["taints"] = new JsonArray(Unreachable("NoSchedule", time), Unreachable("NoExecute", time));
        }
        else
        {
            spec.Remove("taints");
        }
    }

    private static JsonObject Unreachable(string effect, string time) =>
        new() { ["key"] = "node.kubernetes.io/unreachable", ["effect"] = effect, ["timeAdded"] = time };

    private static JsonObject Ready(bool isAway, string time) => new()
    {
        ["type"] = "Ready",
        ["status"] = isAway ? "Unknown" : "True",
        ["lastHeartbeatTime"] = time,
        ["lastTransitionTime"] = time,
        ["reason"] = isAway ? "NodeStatusUnknown" : "KubeletReady",
        ["message"] = isAway ? "Kubelet stopped posting node status." : "kubelet is posting ready status",
    };
}
