using MassTransit;

namespace Sprout.TransportCompliance.Tests.Stage;

/// <summary>What an endpoint took from its queue, and what became of it; text says which step, so that a failure tells the order.</summary>
public sealed class Deliveries : IReceiveObserver
{
    public Record<Guid?> Begun { get; } = new();

    public Record<Guid?> Settled { get; } = new();

    public Record<string> Steps { get; } = new();

    public Task PreReceive(ReceiveContext context)
    {
        Begun.Add(context.GetMessageId());
        return Steps.Note("receives");
    }

    public Task PostReceive(ReceiveContext context)
    {
        Settled.Add(context.GetMessageId());
        return Steps.Note("received");
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Steps.Note($"consumed {typeof(T).Name}");

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Steps.Note($"failed {typeof(T).Name}");

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Steps.Note("gave up");
}
