using MassTransit;

namespace Sprout.Bench.Transport;

/// <summary>A transport with its broker, which runs as long as this lives.</summary>
internal abstract class Side : IAsyncDisposable
{
    /// <summary>How the table calls it.</summary>
    public abstract string Name { get; }

    /// <summary>The broker's process; null where it is this one.</summary>
    public virtual int? BrokerId => null;

    /// <summary>Makes it the bus' transport.</summary>
    public abstract void Use(IBusRegistrationConfigurator bus, Action<IBusFactoryConfigurator> configure);

    /// <summary>Stops the broker.</summary>
    public abstract ValueTask DisposeAsync();
}
