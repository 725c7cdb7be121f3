using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MassTransit;
using Sprout.Hosting.Transports;

namespace Sprout.Hosting.Telemetry;

/// <summary>What the consumers of this process do, by the queue they read: the conventional <c>messaging.process.duration</c>, and how long messages waited.</summary>
internal sealed class BusMetrics : IReceiveObserver
{
    private static readonly Meter Meter = new(SproutTelemetry.MeterName);

    private static readonly Histogram<double> Handled = Meter.CreateHistogram(
        "messaging.process.duration", "s", "How long a message took its consumer, by queue, and where it failed by the exception's type.", advice: StageDurations.Boundaries);

    private static readonly Histogram<double> Waited = Meter.CreateHistogram(
        "sprout.bus.wait.duration", "s", "How long a message waited from being sent to being taken up, by queue, by the clocks of the sender and of this process.", advice: StageDurations.Boundaries);

    private static readonly ConcurrentDictionary<Uri, string> Queues = new();

    private readonly KeyValuePair<string, object?> _system;
    private readonly TimeProvider _time;

    public BusMetrics(BusOptions options, TimeProvider time)
    {
        _time = time;
        _system = new("messaging.system", options.Transport switch
        {
            BusTransport.RedisStreams => "redis",
            BusTransport.RabbitMq => "rabbitmq",
            _ => "in_memory",
        });
    }

    /// <inheritdoc/>
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
    {
        Note(context, duration, null);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        Note(context, duration, exception);
        return Task.CompletedTask;
    }

    private void Note(ConsumeContext context, TimeSpan duration, Exception? exception)
    {
        var queue = new KeyValuePair<string, object?>("messaging.destination.name", BusQueues.NameOf(context.ReceiveContext.InputAddress, Queues));
        var tags = new TagList { _system, queue, new("messaging.operation.name", "process") };
        if (exception is not null)
            tags.Add("error.type", exception.GetType().FullName);
        Handled.Record(duration.TotalSeconds, tags);
        if (context.SentTime is { } sent)
            Waited.Record(Math.Max(0, (_time.GetUtcNow().UtcDateTime - sent - duration).TotalSeconds), queue);
    }
}
