using MassTransit;
using Sprout.TransportCompliance.Tests.Stage;

namespace Sprout.TransportCompliance.Tests.Specs.Observing;

internal sealed class SendSteps : ISendObserver, IPublishObserver
{
    public Record<string> Steps { get; } = new();

    public Task PreSend<T>(SendContext<T> context)
        where T : class => Steps.Note($"sends {typeof(T).Name}");

    public Task PostSend<T>(SendContext<T> context)
        where T : class => Steps.Note($"sent {typeof(T).Name}");

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class => Steps.Note($"failed to send {typeof(T).Name}");

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Steps.Note($"publishes {typeof(T).Name}");

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Steps.Note($"published {typeof(T).Name}");

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Steps.Note($"failed to publish {typeof(T).Name}");
}
