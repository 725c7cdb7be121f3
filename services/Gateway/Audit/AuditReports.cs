using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Hosting;

namespace Sprout.Gateway.Audit;

/// <summary>Publishes events for the audit, behind the requests' backs: none waits for it, and none fails with it.</summary>
internal abstract class AuditReports<TEvent> : BackgroundService
    where TEvent : class
{
    private const int MostWaiting = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<TEvent> _waiting = Channel.CreateBounded<TEvent>(MostWaiting);
    private readonly IBus _bus;

    protected AuditReports(IBus bus, TimeProvider time) => (_bus, Time) = (bus, time);

    protected TimeProvider Time { get; }

    /// <summary>Has it published, unless too many wait already.</summary>
    protected void Report(TEvent @event)
    {
        if (!_waiting.Writer.TryWrite(@event))
            Lost(@event, reason: null);
    }

    /// <summary>An event will not reach the audit: it could not be published, or, without a reason, too many waited.</summary>
    protected abstract void Lost(TEvent @event, Exception? reason);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var @event in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await _bus.Publish(@event, stoppingToken).WaitAsync(Patience, Time, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Lost(@event, exception);
            }
        }
    }
}
