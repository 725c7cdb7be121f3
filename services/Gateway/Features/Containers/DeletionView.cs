using Sprout.Contracts;

namespace Sprout.Gateway.Features.Containers;

/// <summary>A container whose deletion was asked for.</summary>
/// <param name="Id">The container's id.</param>
/// <param name="Status">Where it is in its life.</param>
public sealed record DeletionView(Guid Id, ContainerStatus Status);
