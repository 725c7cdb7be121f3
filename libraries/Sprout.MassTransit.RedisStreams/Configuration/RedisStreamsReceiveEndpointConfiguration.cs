using MassTransit;
using MassTransit.Configuration;
using MassTransit.Middleware;
using MassTransit.Transports;
using Sprout.MassTransit.RedisStreams.Transport;

namespace Sprout.MassTransit.RedisStreams.Configuration;

internal sealed class RedisStreamsReceiveEndpointConfiguration : ReceiveEndpointConfiguration, IRedisStreamsReceiveEndpointConfigurator
{
    private readonly RedisStreamsHostConfiguration _host;
    private readonly RedisStreamsEndpointConfiguration _endpoint;
    private readonly Lazy<Uri> _inputAddress;

    public RedisStreamsReceiveEndpointConfiguration(
        RedisStreamsHostConfiguration host, RedisStreamsReceiveSettings settings, RedisStreamsEndpointConfiguration endpoint)
        : base(host, endpoint)
    {
        _host = host;
        _endpoint = endpoint;
        Settings = settings;
        _inputAddress = new(() => new RedisStreamsEndpointAddress(host.HostAddress, settings.QueueName, isTemporary: settings.IsTemporary));
    }

    public RedisStreamsReceiveSettings Settings { get; }

    public IReadOnlyList<string> Topics => _endpoint.Topology.Consume.Topics;

    public override Uri HostAddress => _host.HostAddress;

    public override Uri InputAddress => _inputAddress.Value;

    public TimeSpan? AutoDeleteOnIdle
    {
        set
        {
            Settings.AutoDeleteOnIdle = value;
            Changed(nameof(AutoDeleteOnIdle));
        }
    }

    public TimeSpan ClaimIdleTime
    {
        set => Settings.ClaimIdleTime = value;
    }

    public int MaxDeliveryCount
    {
        set => Settings.MaxDeliveryCount = value;
    }

    public bool DeadLetterExpiredMessages
    {
        set => Settings.DeadLetterExpiredMessages = value;
    }

    public bool PurgeOnStartup
    {
        set => Settings.PurgeOnStartup = value;
    }

    public TimeSpan GatherTime
    {
        set => Settings.GatherTime = value;
    }

    public void Subscribe<T>()
        where T : class => _endpoint.Topology.Consume.Subscribe<T>();

    public void Subscribe(string topic) => _endpoint.Topology.Consume.Subscribe(topic);

    /// <summary>Binds the queue to the topic of a message that is consumed on it, unless that is switched off.</summary>
    public void SubscribeConsumed<T>()
        where T : class
    {
        if (ConfigureConsumeTopology && _endpoint.Topology.Consume.Of<T>().ConfigureConsumeTopology)
            Subscribe<T>();
    }

    public override ReceiveEndpointContext CreateReceiveEndpointContext() => CreateContext();

    public void Build(RedisStreamsHost host)
    {
        var context = CreateContext();
        var pipe = new PipeConfigurator<ReceiverContext>();
        if (_host.DeployTopologyOnly)
        {
            pipe.UseFilter(new DeclareQueueFilter(context));
            pipe.UseFilter(new TransportReadyFilter<ReceiverContext>(context));
        }
        else
        {
            pipe.UseFilter(new ReceiveEndpointDependencyFilter<ReceiverContext>(context));
            pipe.UseFilter(new ReceiverFilter(context));
        }

        var transport = new ReceiveTransport<ReceiverContext>(_host, context, () => context.Supervisor, ((IBuildPipeConfigurator<ReceiverContext>)pipe).Build());
        ReceiveEndpoint = new ReceiveEndpoint(transport, context);
        host.AddReceiveEndpoint(Settings.QueueName, (ReceiveEndpoint)ReceiveEndpoint);
    }

    public override IEnumerable<ValidationResult> Validate()
    {
        foreach (var fault in Settings.Faults())
            yield return this.Failure(Settings.QueueName, fault);
        if (Settings.PurgeOnStartup)
            yield return this.Warning(Settings.QueueName, "What waits in the queue is thrown away at the start");
        foreach (var result in base.Validate())
            yield return result.WithParentKey(Settings.QueueName);
    }

    protected override bool IsAlreadyConfigured() => _inputAddress.IsValueCreated || base.IsAlreadyConfigured();

    private RedisStreamsReceiveEndpointContext CreateContext()
    {
        ApplySpecifications(new Builder(this));
        var context = new RedisStreamsReceiveEndpointContext(_host, this);
        // Two classes: payloads are found by what they can be assigned to.
        context.GetOrAddPayload<IErrorTransport>(() => new ErrorTransport(context.ErrorQueue));
        context.GetOrAddPayload<IDeadLetterTransport>(() => new DeadLetterTransport(context.SkippedQueue));
        context.GetOrAddPayload(() => _host.Topology);
        return context;
    }

    private sealed class Builder(RedisStreamsReceiveEndpointConfiguration configuration) : ReceiveEndpointBuilder(configuration)
    {
        public override ConnectHandle ConnectConsumePipe<T>(IPipe<ConsumeContext<T>> pipe, ConnectPipeOptions options)
        {
            if (options.HasFlag(ConnectPipeOptions.ConfigureConsumeTopology))
                configuration.SubscribeConsumed<T>();
            return base.ConnectConsumePipe(pipe, options);
        }
    }
}
