using System.Collections.Concurrent;
using MassTransit;

namespace Sprout.Lifecycle.Tests;

/// <summary>Keeps what was sent and published, so that it can be counted without waiting for more.</summary>
internal sealed class SentMessages : ISendObserver, IPublishObserver
{
    private readonly ConcurrentQueue<(object Message, TimeSpan? TimeToLive)> _messages = new();

    public int Count<T>(Func<T, bool> which)
        where T : class => TimesToLive(which).Count;

    public IReadOnlyList<TimeSpan?> TimesToLive<T>(Func<T, bool> which)
        where T : class => [.. _messages.Where(sent => sent.Message is T message && which(message)).Select(sent => sent.TimeToLive)];

    public Task PreSend<T>(SendContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostSend<T>(SendContext<T> context)
        where T : class
    {
        _messages.Enqueue((context.Message, context.TimeToLive));
        return Task.CompletedTask;
    }

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => PostSend(context);

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
