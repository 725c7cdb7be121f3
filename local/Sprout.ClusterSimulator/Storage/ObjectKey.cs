using Sprout.ClusterSimulator.Kinds;

namespace Sprout.ClusterSimulator.Storage;

/// <summary>Where an object lives. The namespace of a cluster-scoped object is empty.</summary>
internal readonly record struct ObjectKey(ResourceKind Kind, string Namespace, string Name);
