using MassTransit;
using Sprout.State;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>One container's saga instance; stored as the read model's row, so it has no members of its own.</summary>
public sealed class ContainerSaga : ContainerDocument, SagaStateMachineInstance, ISagaVersion;
