using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Contracts;

namespace Sprout.Gateway.Tests.Support;

/// <summary>Hears of every refused key that a gateway publishes, and can keep it from being published.</summary>
internal sealed class Failures : IPublishObserver
{
    public ConcurrentQueue<AuthenticationFailed> All { get; } = new();

    public bool Break { get; set; }

    public static Failures Of(GatewayHost gateway)
    {
        var failures = new Failures();
        gateway.Services.GetRequiredService<IBus>().ConnectPublishObserver(failures);
        return failures;
    }

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Break ? throw new InvalidOperationException("The broker is away.") : Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class
    {
        if (context.Message is AuthenticationFailed failure)
            All.Enqueue(failure);
        return Task.CompletedTask;
    }

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
