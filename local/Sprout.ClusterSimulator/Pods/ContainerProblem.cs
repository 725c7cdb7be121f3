namespace Sprout.ClusterSimulator.Pods;

/// <summary>Why a container waits: <c>CreateContainerConfigError</c> and the like. <paramref name="IsTried"/> means that the container was made, could not be started, and is tried again.</summary>
internal sealed record ContainerProblem(string Reason, Func<PodTree, string> Message, bool IsTried = false);
