using MassTransit.DependencyInjection;
using MassTransit.Scheduling;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sprout.MassTransit.RedisStreams.Configuration;
using Sprout.MassTransit.RedisStreams.Sagas;
using Sprout.MassTransit.RedisStreams.Scheduling;

namespace MassTransit;

/// <summary>Configures MassTransit to run over Redis Streams.</summary>
public static class RedisStreamsBusFactoryConfigurationExtensions
{
    /// <summary>
    /// Uses Redis Streams as the transport of the bus. A scheduler that was added before by <c>AddDelayedMessageScheduler</c> becomes the transport's own,
    /// for that one could not cancel.
    /// </summary>
    public static void UsingRedisStreams(
        this IBusRegistrationConfigurator configurator, Action<IBusRegistrationContext, IRedisStreamsBusFactoryConfigurator>? configure = null)
    {
        configurator.SetBusFactory(new RedisStreamsRegistrationBusFactory(configure));
        var delayed = configurator.FirstOrDefault(service =>
            service.ServiceType == typeof(IMessageScheduler)
            && service.ImplementationFactory?.Method.DeclaringType?.DeclaringType == typeof(DelayedMessageSchedulerRegistrationExtensions));
        if (delayed is not null && configurator.Remove(delayed))
            configurator.AddRedisStreamsMessageScheduler();
    }

    /// <summary>Makes a bus without a container.</summary>
    public static IBusControl CreateUsingRedisStreams(this IBusFactorySelector selector, Action<IRedisStreamsBusFactoryConfigurator> configure)
    {
        var bus = new RedisStreamsBusConfiguration();
        var configurator = new RedisStreamsBusFactoryConfigurator(bus);
        configure(configurator);
        return configurator.Build(bus);
    }

    /// <summary>Lets consumers and sagas schedule messages, and cancel them: the transport keeps them until they are due.</summary>
    public static void UseRedisStreamsMessageScheduler(this IRedisStreamsBusFactoryConfigurator configurator) =>
        configurator.AddPrePipeSpecification(new RedisStreamsMessageSchedulerSpecification());

    /// <summary>The same as <see cref="UseRedisStreamsMessageScheduler"/>; MassTransit's own of this name could not cancel.</summary>
    public static void UseDelayedMessageScheduler(this IRedisStreamsBusFactoryConfigurator configurator) => configurator.UseRedisStreamsMessageScheduler();

    /// <summary>Adds an <see cref="IMessageScheduler"/> over the transport to the container. Resolving it throws <see cref="NotSupportedException"/> on another transport.</summary>
    public static void AddRedisStreamsMessageScheduler(this IBusRegistrationConfigurator configurator) =>
        configurator.TryAddScoped<IMessageScheduler>(provider =>
        {
            var bus = provider.GetRequiredService<Bind<IBus, IBusInstance>>().Value;
            var host = bus.HostConfiguration as RedisStreamsHostConfiguration
                ?? throw new NotSupportedException("AddRedisStreamsMessageScheduler goes with UsingRedisStreams; use AddDelayedMessageScheduler with other transports.");
            var sending = provider.GetRequiredService<ISendEndpointProvider>();

            // Injected into a saga's activity, it cancels with the saga.
            ISagaOutbox? Outbox() =>
                provider.GetService<IScopedConsumeContextProvider>()?.GetContext() is { } consuming && consuming.TryGetPayload(out ISagaOutbox? outbox) ? outbox : null;

            return new MessageScheduler(new RedisStreamsScheduleMessageProvider(sending, () => host.Connection, Outbox), bus.Bus.Topology);
        });
}
