namespace Sprout.ClusterSimulator.Pods;

/// <summary>Why a node puts a pod out, in the kubelet's words; null where it does not. <paramref name="IsForItsNode"/> means that the node is short, and not that the pod is over a limit of its own.</summary>
internal sealed record PodEviction(Func<PodTree, string?> Message, bool IsForItsNode = false);
