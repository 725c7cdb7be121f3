using System.Collections.Concurrent;
using MassTransit;

namespace Sprout.Lifecycle.Tests;

/// <summary>Tells when an endpoint is done with a message: handled, nobody's, or failed for good.</summary>
internal sealed class SettledMessages : IReceiveObserver
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _messages = new();

    public Task WaitAsync(Guid messageId) => Of(messageId).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        if (context.GetMessageId() is { } id)
            Of(id).TrySetResult();
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Fail(context.MessageId, exception);

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Fail(context.GetMessageId(), exception);

    private Task Fail(Guid? messageId, Exception exception)
    {
        if (messageId is { } id)
            Of(id).TrySetException(exception);
        return Task.CompletedTask;
    }

    private TaskCompletionSource Of(Guid messageId) =>
        _messages.GetOrAdd(messageId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
