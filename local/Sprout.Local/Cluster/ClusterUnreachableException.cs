namespace Sprout.Local.Cluster;

/// <summary>The cluster that was asked for does not answer.</summary>
public sealed class ClusterUnreachableException(string message, Exception inner) : Exception(message, inner);
