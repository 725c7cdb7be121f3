using MassTransit;
using MassTransit.Configuration;
using MassTransit.Transports;
using MassTransit.Util;
using Sprout.MassTransit.RedisStreams.Topology;
using Sprout.MassTransit.RedisStreams.Transport;

namespace Sprout.MassTransit.RedisStreams.Configuration;

/// <summary>Makes the host and its receive endpoints.</summary>
internal sealed class RedisStreamsHostConfiguration
    : BaseHostConfiguration<RedisStreamsReceiveEndpointConfiguration, IRedisStreamsReceiveEndpointConfigurator>
{
    private readonly RedisStreamsBusConfiguration _busConfiguration;
    private readonly RedisStreamsBusTopology _topology;
    private readonly Recycle<TransportConnection> _connection;
    private RedisStreamsHostSettings? _settings;

    public RedisStreamsHostConfiguration(RedisStreamsBusConfiguration busConfiguration, RedisStreamsTopologyConfiguration topology)
        : base(busConfiguration)
    {
        _busConfiguration = busConfiguration;
        _topology = new(this, topology);
        // Attempts to reconnect are the client's; this is only how soon an endpoint that has given up begins anew.
        ReceiveTransportRetryPolicy = Retry.CreatePolicy(retry =>
        {
            retry.Handle<ConnectionException>();
            retry.Exponential(int.MaxValue, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(200));
        });
        _connection = new(() => new(Settings, ScopeSetter));
    }

    /// <summary>The defaults of every receive endpoint.</summary>
    public RedisStreamsReceiveSettings Defaults { get; } = new("defaults");

    /// <summary>By which services of a message's scope send through the context of that message; null without a container.</summary>
    public ISetScopedConsumeContext? ScopeSetter { get; set; }

    /// <summary>The connection of this run; after a stop, the next one's.</summary>
    public TransportConnection Connection => _connection.Supervisor;

    public RedisStreamsHostSettings Settings
    {
        get => _settings ?? throw new ConfigurationException("The Redis Streams transport needs a host: cfg.Host(\"redis://…\").");
        set => _settings = value;
    }

    public override Uri HostAddress => Settings.HostAddress;

    public override IBusTopology Topology => _topology;

    /// <summary>Which topics a published message goes to.</summary>
    public RedisStreamsPublishTopology PublishTopology => _busConfiguration.Topology.Publish;

    public override IRetryPolicy ReceiveTransportRetryPolicy { get; }

    public void ApplyEndpointDefinition(IRedisStreamsReceiveEndpointConfigurator configurator, IEndpointDefinition definition)
    {
        if (definition.IsTemporary)
            configurator.AutoDeleteOnIdle = RedisStreamsReceiveSettings.TemporaryIdleTime;
        base.ApplyEndpointDefinition(configurator, definition);
    }

    public RedisStreamsReceiveEndpointConfiguration CreateReceiveEndpointConfiguration(
        string queueName, Action<IRedisStreamsReceiveEndpointConfigurator>? configure) =>
        CreateReceiveEndpointConfiguration(Defaults.For(queueName), _busConfiguration.CreateEndpointConfiguration(), configure);

    public RedisStreamsReceiveEndpointConfiguration CreateReceiveEndpointConfiguration(
        RedisStreamsReceiveSettings settings, RedisStreamsEndpointConfiguration endpoint, Action<IRedisStreamsReceiveEndpointConfigurator>? configure)
    {
        var configuration = new RedisStreamsReceiveEndpointConfiguration(this, settings, endpoint);
        configure?.Invoke(configuration);
        Observers.EndpointConfigured(configuration);
        Add(configuration);
        return configuration;
    }

    public override IReceiveEndpointConfiguration CreateReceiveEndpointConfiguration(string queueName, Action<IReceiveEndpointConfigurator>? configure) =>
        CreateReceiveEndpointConfiguration(queueName, (Action<IRedisStreamsReceiveEndpointConfigurator>?)configure);

    public override void ReceiveEndpoint(
        IEndpointDefinition definition, IEndpointNameFormatter? endpointNameFormatter, Action<IRedisStreamsReceiveEndpointConfigurator>? configureEndpoint = null) =>
        ReceiveEndpoint(definition.GetEndpointName(endpointNameFormatter ?? DefaultEndpointNameFormatter.Instance), configurator =>
        {
            ApplyEndpointDefinition(configurator, definition);
            configureEndpoint?.Invoke(configurator);
        });

    public override void ReceiveEndpoint(string queueName, Action<IRedisStreamsReceiveEndpointConfigurator> configureEndpoint) =>
        CreateReceiveEndpointConfiguration(queueName, configureEndpoint);

    public override IEnumerable<ValidationResult> Validate()
    {
        if (_settings is null)
            yield return this.Failure("Host", "must be configured: cfg.Host(\"redis://…\")");
        foreach (var fault in _settings?.Faults() ?? [])
            yield return this.Failure("Host", fault);
        foreach (var result in base.Validate())
            yield return result;
    }

    public override IHost Build()
    {
        var host = new RedisStreamsHost(this, _topology);
        foreach (var endpoint in GetConfiguredEndpoints())
            endpoint.Build(host);
        return host;
    }

    private sealed class RedisStreamsBusTopology(IHostConfiguration host, RedisStreamsTopologyConfiguration topology) : BusTopology(host, topology);
}
