using MassTransit;
using MassTransit.Transports;
using MassTransit.Util;
using Sprout.MassTransit.RedisStreams.Configuration;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>What the receiver and the senders of one endpoint share.</summary>
internal sealed class RedisStreamsReceiveEndpointContext : BaseReceiveEndpointContext
{
    private readonly RedisStreamsHostConfiguration _host;
    private readonly Recycle<ReceiverSupervisor> _supervisor;
    private int _isPurged;

    public RedisStreamsReceiveEndpointContext(RedisStreamsHostConfiguration host, RedisStreamsReceiveEndpointConfiguration configuration)
        : base(host, configuration)
    {
        _host = host;
        Settings = configuration.Settings;
        Topics = configuration.Topics;
        ErrorQueue = configuration.Topology.Send.ErrorQueueNameFormatter.FormatErrorQueueName(Settings.QueueName);
        SkippedQueue = configuration.Topology.Send.DeadLetterQueueNameFormatter.FormatDeadLetterQueueName(Settings.QueueName);
        _supervisor = new(() => new(() => host.Connection));
    }

    public RedisStreamsReceiveSettings Settings { get; }

    /// <summary>What the queue is bound to.</summary>
    public IReadOnlyList<string> Topics { get; }

    /// <summary>Where messages go that could not be handled.</summary>
    public string ErrorQueue { get; }

    /// <summary>Where messages go that nobody wanted.</summary>
    public string SkippedQueue { get; }

    /// <summary>Who this endpoint is in its group; the same after a restart of the endpoint, so that it finds what it held.</summary>
    public string ConsumerName { get; } = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";

    /// <summary>True once, for a queue that is to be purged at the start: a receiver that begins anew after a failure does not purge.</summary>
    public bool IsToBePurged() => Settings.PurgeOnStartup && Interlocked.Exchange(ref _isPurged, 1) == 0;

    public ReceiverSupervisor Supervisor => _supervisor.Supervisor;

    public override void AddSendAgent(IAgent agent) => Supervisor.AddSendAgent(agent);

    public override void AddConsumeAgent(IAgent agent) => Supervisor.AddConsumeAgent(agent);

    public override Exception ConvertException(Exception exception, string message) =>
        new ConnectionException($"{message}{_host.HostAddress} (queue {Settings.QueueName}: {exception.Message})", exception);

    public override void Probe(ProbeContext context)
    {
        context.Add("type", "RedisStreams");
        context.Set(new { Settings.QueueName, Settings.AutoDeleteOnIdle, Settings.ClaimIdleTime, Settings.MaxDeliveryCount, Settings.GatherTime, PrefetchCount, ConcurrentMessageLimit, Topics });
    }

    protected override ISendTransportProvider CreateSendTransportProvider() => new SendTransportProvider(_host, this);

    protected override IPublishTransportProvider CreatePublishTransportProvider() => new PublishTransportProvider(_host, this);
}
