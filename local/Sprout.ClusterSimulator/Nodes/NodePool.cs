using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Nodes;

/// <summary>
/// The two nodes. Pods are dealt out in turn; a pod that asks for more than one node has is unschedulable, but nodes
/// never fill up. Use it under the store's lock.
/// </summary>
internal sealed class NodePool
{
    public const int Cores = 8;
    public const long MemoryGi = 32;
    public const long DiskGi = 100;
    private readonly (string Name, string Address)[] all = [("node-0", "10.0.0.10"), ("node-1", "10.0.0.11")];
    private readonly HashSet<string> away = [];
    private int turn;

    public IReadOnlyList<(string Name, string Address)> All => all;

    public bool IsAnyAway => away.Count > 0;

    public bool IsAway(string name) => away.Contains(name);

    /// <summary>False when it is so already, or there is no such node.</summary>
    public bool Set(string name, bool isAway) =>
        all.Any(node => node.Name == name) && (isAway ? away.Add(name) : away.Remove(name));

    /// <summary>The node of the next pod; null when all are away.</summary>
    public (string Name, string Address)? Next()
    {
        for (var tries = 0; tries < all.Length; tries++)
        {
            var next = all[turn++ % all.Length];
            if (!away.Contains(next.Name))
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>Why no node can take a pod, in a scheduler's words; null when one can.</summary>
    public string? ProblemOf(PodResources wanted)
    {
        var there = all.Length - away.Count;
        var missing = new List<string>();
        if (there > 0 && wanted.RequestsCpu > Cores)
        {
            missing.Add($"{there} Insufficient cpu");
        }

        if (there > 0 && wanted.RequestsDisk > DiskGi * 1073741824m)
        {
            missing.Add($"{there} Insufficient ephemeral-storage");
        }

        if (there > 0 && wanted.RequestsMemory > MemoryGi * 1073741824m)
        {
            missing.Add($"{there} Insufficient memory");
        }

        if (missing.Count == 0 && there > 0)
        {
            return null;
        }

        if (away.Count > 0)
        {
            missing.Add($"{away.Count} node(s) had taint {{node.kubernetes.io/unreachable: }}, that the pod didn't tolerate");
        }

        return $"0/{all.Length} nodes are available: {string.Join(", ", missing)}.";
    }
}
