using Sprout.ClusterSimulator.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>
/// What kubelets that are away would do, and pods that no node could take: both go on when a node is back. A pod may be
/// stranded alone, as if its node had stopped. Use it under the store's lock.
/// </summary>
internal sealed class AwayNodes(NodePool nodes)
{
    private readonly HashSet<string> stranded = [];
    private readonly Dictionary<string, List<Action>> parked = [];
    private readonly List<Action> unscheduled = [];

    public bool Has(ObjectFacts pod) => stranded.Contains(pod.Uid) || nodes.IsAway(pod.NodeName);

    public void Strand(string uid) => stranded.Add(uid);

    public void Forget(string uid) => stranded.Remove(uid);

    public void Park(ObjectFacts pod, Action work)
    {
        // Nobody comes back for a pod that is stranded alone.
        if (stranded.Contains(pod.Uid) && !nodes.IsAway(pod.NodeName))
        {
            return;
        }

        if (!parked.TryGetValue(pod.NodeName, out var works))
        {
            parked.Add(pod.NodeName, works = []);
        }

        works.Add(work);
    }

    /// <summary>Only while a node is away; otherwise more room never comes.</summary>
    public void ParkUnscheduled(Action work)
    {
        if (nodes.IsAnyAway)
        {
            unscheduled.Add(work);
        }
    }

    /// <summary>What can go on now that the node is back.</summary>
    public IReadOnlyList<Action> Take(string node)
    {
        Action[] all = [.. parked.GetValueOrDefault(node) ?? [], .. unscheduled];
        parked.Remove(node);
        unscheduled.Clear();
        return all;
    }
}
