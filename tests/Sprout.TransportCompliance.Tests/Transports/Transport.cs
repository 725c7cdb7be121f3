using MassTransit;

namespace Sprout.TransportCompliance.Tests.Transports;

/// <summary>A transport under test. Its server, where it has one, is started by the first spec that needs it and serves them all.</summary>
public abstract class Transport
{
    /// <summary>How test results call it.</summary>
    public abstract string Name { get; }

    public abstract Feature Offers { get; }

    /// <summary>Runs only the specs that are marked so: the transport is somebody else's, and shows that the specs are right.</summary>
    public virtual bool SmokeOnly => false;

    /// <summary>Why it cannot be had here; null where it can.</summary>
    public virtual string? WhyNot => null;

    /// <summary>With what the short address of a topic begins.</summary>
    public virtual string TopicScheme => "topic";

    /// <summary>The port of its server, once that runs; 0 where there is none.</summary>
    public virtual Task<int> StartAsync() => Task.FromResult(0);

    /// <summary>Makes it the bus' transport, with the names of the place, and with its scheduler where it has one.</summary>
    public abstract void Use(IBusRegistrationConfigurator bus, Place place, Action<IBusRegistrationContext, IBusFactoryConfigurator> configure);

    /// <summary>Whether the broker knows the queue.</summary>
    public virtual Task<bool> HasQueueAsync(Place place, string queue) => throw new NotSupportedException($"{Name} has no broker to ask.");

    /// <summary>Stops its server, if it was started.</summary>
    public virtual Task StopAsync() => Task.CompletedTask;

    public override string ToString() => Name;
}
