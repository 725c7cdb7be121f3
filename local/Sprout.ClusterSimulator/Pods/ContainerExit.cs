namespace Sprout.ClusterSimulator.Pods;

/// <summary>How a container ended.</summary>
internal sealed record ContainerExit(int Code, string Reason);
