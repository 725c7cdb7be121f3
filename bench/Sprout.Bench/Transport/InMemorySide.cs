using MassTransit;

namespace Sprout.Bench.Transport;

/// <summary>The pace of MassTransit alone.</summary>
internal sealed class InMemorySide : Side
{
    public override string Name => "in-memory";

    public override void Use(IBusRegistrationConfigurator bus, Action<IBusFactoryConfigurator> configure) => bus.UsingInMemory((_, transport) => configure(transport));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
