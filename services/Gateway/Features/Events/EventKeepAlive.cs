using Microsoft.Extensions.Hosting;

namespace Sprout.Gateway.Features.Events;

/// <summary>One timer for all streams.</summary>
internal sealed class EventKeepAlive : BackgroundService
{
    private readonly EventHub _hub;
    private readonly PeriodicTimer _timer;

    public EventKeepAlive(EventHub hub, GatewayOptions options, TimeProvider time) => (_hub, _timer) = (hub, new(options.KeepAlive, time));

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer.WaitForNextTickAsync(stoppingToken))
            _hub.KeepAlive();
    }
}
