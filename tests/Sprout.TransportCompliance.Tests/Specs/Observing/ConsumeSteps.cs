using MassTransit;
using Sprout.TransportCompliance.Tests.Stage;

namespace Sprout.TransportCompliance.Tests.Specs.Observing;

internal sealed class ConsumeSteps : IConsumeObserver
{
    public Record<string> Steps { get; } = new();

    public Task PreConsume<T>(ConsumeContext<T> context)
        where T : class => Steps.Note($"consumes {typeof(T).Name}");

    public Task PostConsume<T>(ConsumeContext<T> context)
        where T : class => Steps.Note($"consumed {typeof(T).Name}");

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
        where T : class => Steps.Note($"failed {typeof(T).Name}");
}
