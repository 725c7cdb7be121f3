using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Sprout.TransportCompliance.Tests.Stage;

/// <summary>A bus with its container, started and stopped as a host would.</summary>
public sealed class SceneBus(ServiceProvider services) : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope = services.CreateAsyncScope();

    public IServiceProvider Services => services;

    public IBusControl Control { get; } = services.GetRequiredService<IBusControl>();

    public IMessageScheduler Scheduler => _scope.ServiceProvider.GetRequiredService<IMessageScheduler>();

    public Task StartAsync() => services.GetServices<IHostedService>().Single(service => service is MassTransitHostedService).StartAsync(CancellationToken.None);

    public Task StopAsync() => services.GetServices<IHostedService>().Single(service => service is MassTransitHostedService).StopAsync(CancellationToken.None);

    public Task PublishAsync<T>(T message, Action<PublishContext<T>>? with = null)
        where T : class => Control.Publish(message, Pipe.Execute<PublishContext<T>>(context => with?.Invoke(context)));

    public async Task SendAsync<T>(Uri address, T message, Action<SendContext<T>>? with = null)
        where T : class
    {
        var endpoint = await Control.GetSendEndpoint(address);
        await endpoint.Send(message, Pipe.Execute<SendContext<T>>(context => with?.Invoke(context)));
    }

    /// <summary>What the health checks say.</summary>
    public async Task<HealthStatus> HealthAsync() => (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await services.DisposeAsync();
    }
}
