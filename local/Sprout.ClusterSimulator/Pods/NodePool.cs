using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>
/// The two nodes. Pods are dealt out in turn; a pod that asks for more than one node has is unschedulable, but nodes
/// never fill up.
/// </summary>
internal sealed class NodePool
{
    private const int Cores = 8;
    private const long MemoryGi = 32;
    private readonly (string Name, string Address)[] all = [("node-0", "10.0.0.10"), ("node-1", "10.0.0.11")];
    private int turn;

    public (string Name, string Address) Next() => all[turn++ % all.Length];

    /// <summary>Why no node can take a pod, in a scheduler's words; null when one can.</summary>
    public string? ProblemOf(PodResources wanted)
    {
        var missing = new List<string>();
        if (wanted.RequestsCpu > Cores)
        {
            missing.Add($"{all.Length} Insufficient cpu");
        }

        if (wanted.RequestsMemory > MemoryGi * 1073741824m)
        {
            missing.Add($"{all.Length} Insufficient memory");
        }

        return missing.Count == 0 ? null : $"0/{all.Length} nodes are available: {string.Join(", ", missing)}.";
    }

    public void Register(ObjectStore store, ObjectWriter writer, DateTimeOffset now)
    {
        foreach (var (name, address) in all)
        {
            if (store.Find(new ObjectKey(ResourceKinds.Nodes, "", name)) is null)
            {
                writer.Create(ResourceKinds.Nodes, "", Describe(name, address, Timestamps.Seconds(now)));
            }
        }
    }

    private static JsonObject Describe(string name, string address, string time)
    {
        var capacity = new JsonObject { ["cpu"] = Cores.ToString(), ["memory"] = $"{MemoryGi}Gi", ["pods"] = "10000" };
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
                ["conditions"] = new JsonArray(new JsonObject
                {
                    ["type"] = "Ready",
                    ["status"] = "True",
                    ["lastHeartbeatTime"] = time,
                    ["lastTransitionTime"] = time,
                    ["reason"] = "KubeletReady",
                    ["message"] = "kubelet is posting ready status",
                }),
                ["addresses"] = new JsonArray(
                    new JsonObject { ["type"] = "InternalIP", ["address"] = address },
                    new JsonObject { ["type"] = "Hostname", ["address"] = name }),
                ["nodeInfo"] = new JsonObject { ["kubeletVersion"] = "v1.20.2+sprout-simulator", ["osImage"] = "simulated" },
            },
        };
    }
}
