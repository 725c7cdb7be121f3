using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sprout.Gateway.Features.Events;
using Sprout.Hosting.Health;
using Sprout.Redis;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Support;

/// <summary>A gateway behind a real Kestrel, with a real Redis and a lifecycle service that is played.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConnectionMultiplexer _redis;
    private readonly List<HttpClient> _clients = [];

    private GatewayHost(WebApplication app, ConnectionMultiplexer redis, string suffix) => (_app, _redis, Suffix) = (app, redis, suffix);

    public Uri Address => new(_app.Urls.Single());

    public string Owner => "visitor-" + Suffix;

    public string OtherOwner => "other-" + Suffix;

    public string ServiceOwner => "service-" + Suffix;

    public IConnectionMultiplexer Redis => _redis;

    public IDatabase Database => _redis.GetDatabase();

    public IServiceProvider Services => _app.Services;

    public FakeLifecycleMood Lifecycle => Services.GetRequiredService<FakeLifecycleMood>();

    public LogLines Log => Services.GetRequiredService<LogLines>();

    public HttpClient Visitor => Client(Key(Owner));

    public HttpClient Other => Client(Key(OtherOwner));

    public HttpClient Service => Client(Key(ServiceOwner));

    public HttpClient Anonymous => Client(key: null);

    private string Suffix { get; }

    public static string Key(string owner) => $"key-of-{owner}";

    public static async Task<GatewayHost> StartAsync(RedisServer redis, TimeProvider? time = null, int redisTimeoutMs = 5000, params (string Key, string? Value)[] settings)
    {
        var suffix = Guid.NewGuid().ToString("N")[..12];
        var multiplexer = await ConnectionMultiplexer.ConnectAsync($"{redis.ConfigurationString},abortConnect=false,asyncTimeout={redisTimeoutMs}");
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        // Most specs are about something else and send much; those about limits switch them on.
        builder.Configuration.AddInMemoryCollection([new("RateLimits:Enabled", "false")]);
        builder.Configuration.AddInMemoryCollection(
        [
            .. ApiKey(0, "visitor-" + suffix, "visitor"),
            .. ApiKey(1, "other-" + suffix, "visitor"),
            .. ApiKey(2, "service-" + suffix, "service"),
            .. settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
        ]);
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton(log).AddSingleton(time ?? TimeProvider.System).AddSingleton<FakeLifecycleMood>();
        builder.Services.AddSingleton<IConnectionMultiplexer>(multiplexer).AddSingleton(multiplexer.GetDatabase()).AddSproutHealth();
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddGatewayBus();
            bus.AddConsumer<FakeLifecycle>();
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        builder.AddGateway();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGateway();
        app.MapGet("/broken", string () => throw new InvalidOperationException("A secret that no client may see.")).ExcludeFromDescription();
        await app.StartAsync();
        // A stream that begins before the tail does is told to list again; these tests are about others.
        using var probe = app.Services.GetRequiredService<EventHub>().Subscribe("probe-" + suffix);
        if (probe.Start is null)
            await probe.Frames.ReadAsync(TestContext.Current.CancellationToken);
        return new(app, multiplexer, suffix);
    }

    /// <summary>Puts a container into the store as if it had been made before.</summary>
    public async Task<ContainerDocument> GivenAsync(string state = ContainerStates.Running, Action<ContainerDocument>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = Guid.NewGuid();
        var document = new ContainerDocument
        {
            CorrelationId = id,
            CurrentState = state,
            Owner = Owner,
            Name = "given",
            Image = "nginx:latest",
            Port = 80,
            TtlSeconds = 3600,
            Url = new($"http://{id:D}.example.test/"),
            CreatedAt = now,
            ExpiresAt = now.AddHours(1),
        };
        change?.Invoke(document);
        await FakeLifecycle.StoreAsync(Database, null, document, now);
        return document;
    }

    /// <summary>Moves a container on, as the lifecycle service would.</summary>
    public async Task<ContainerDocument> ChangeAsync(ContainerDocument before, Action<ContainerDocument> change)
    {
        var after = FakeLifecycle.Copy(before, change);
        await FakeLifecycle.StoreAsync(Database, before, after, TimeProvider.System.GetUtcNow());
        return after;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _app.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private static IEnumerable<KeyValuePair<string, string?>> ApiKey(int index, string owner, string scope) =>
    [
        new($"ApiKeys:{index}:Name", owner),
        new($"ApiKeys:{index}:Key", Key(owner)),
        new($"ApiKeys:{index}:Scope", scope),
        new($"ApiKeys:{index}:Owner", owner),
    ];

    private HttpClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (key is not null)
            client.DefaultRequestHeaders.Add("X-API-Key", key);
        _clients.Add(client);
        return client;
    }
}
