using MassTransit;
using Sprout.Contracts;
using Sprout.Hosting;
using Sprout.Redis;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>Queue, concurrency, retries and outbox of the saga.</summary>
public sealed class ContainerSagaDefinition : SagaDefinition<ContainerSaga>
{
    // Redis restarts within seconds; while it is away longer, messages wait here instead of ending as faults.
    private static readonly TimeSpan[] Redeliveries =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)];

    // Each container's way is three messages here. Where there are a hundred a second, one that is handled alone finds the processor's caches cold, and wakes Redis for
    // itself (docs/speed.md). Who waits for an answer then waits up to so much longer.
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(25);

    /// <summary>Names the queue.</summary>
    public ContainerSagaDefinition()
    {
        EndpointName = "container";
        ConcurrentMessageLimit = 64;
    }

    /// <inheritdoc/>
    protected override void ConfigureSaga(IReceiveEndpointConfigurator endpointConfigurator, ISagaConfigurator<ContainerSaga> sagaConfigurator, IRegistrationContext context)
    {
        endpointConfigurator.UseLaterRetry(context, retry =>
        {
            retry.Handle<RedisException>();
            retry.Intervals(Redeliveries);
        });
        endpointConfigurator.UseMessageRetry(retry =>
        {
            retry.Handle<ConcurrencyException>();
            retry.Handle<RedisException>();
            retry.Exponential(10, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(20));
        });
        endpointConfigurator.UseSagaOutbox(context);
        endpointConfigurator.UseGathering(GatherTime);

        // Messages of one container, one after the other: conflicts then come only from other processes.
        var partitioner = endpointConfigurator.CreatePartitioner(64);
        Partition<CreateContainerRequested>(message => message.ContainerId);
        Partition<DeleteContainerRequested>(message => message.ContainerId);
        Partition<ExtendContainerRequested>(message => message.ContainerId);
        Partition<PodApplied>(message => message.ContainerId);
        Partition<PodProvisioned>(message => message.ContainerId);
        Partition<PodProgressed>(message => message.ContainerId);
        Partition<PodProvisioningFailed>(message => message.ContainerId);
        Partition<PodLost>(message => message.ContainerId);
        Partition<PodDeleted>(message => message.ContainerId);
        Partition<ProvisioningTimedOut>(message => message.ContainerId);
        Partition<ContainerExpired>(message => message.ContainerId);

        void Partition<T>(Func<T, Guid> id)
            where T : class => sagaConfigurator.Message<T>(message => message.UsePartitioner(partitioner, received => id(received.Message)));
    }
}
