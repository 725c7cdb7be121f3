using System.Net;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sprout.Captcha;
using Sprout.Gateway.Auth.Visitors;
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

    private string _cookie = "";
    private string _otherCookie = "";

    private GatewayHost(WebApplication app, ConnectionMultiplexer redis, string suffix) => (_app, _redis, Suffix) = (app, redis, suffix);

    public Uri Address => new(_app.Urls.Single());

    public string Owner { get; private set; } = "";

    public string OtherOwner { get; private set; } = "";

    public string ServiceOwner => "service-" + Suffix;

    public IConnectionMultiplexer Redis => _redis;

    public IDatabase Database => _redis.GetDatabase();

    public IServiceProvider Services => _app.Services;

    public FakeLifecycleMood Lifecycle => Services.GetRequiredService<FakeLifecycleMood>();

    public LogLines Log => Services.GetRequiredService<LogLines>();

    /// <summary>The key that a web host adds.</summary>
    public string VisitorKey => Key("visitor-" + Suffix);

    public string ServiceKey => Key(ServiceOwner);

    /// <summary>Somebody in front of a browser, who was here before.</summary>
    public HttpClient Visitor => Client(VisitorKey, _cookie, Addresses[0]);

    /// <summary>Somebody else, somewhere else.</summary>
    public HttpClient Other => Client(VisitorKey, _otherCookie, Addresses[1]);

    public HttpClient Service => Client(ServiceKey, cookie: null, Addresses[2]);

    public HttpClient Anonymous => Client(key: null, cookie: null, Addresses[3]);

    /// <summary>Where those come from: addresses that no other test has, for limits are counted by address.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; } = [.. Enumerable.Range(0, 4).Select(_ => LoopbackAddress.Next())];

    private string Suffix { get; }

    public static string Key(string owner) => $"key-of-{owner}";

    public static async Task<GatewayHost> StartAsync(RedisServer redis, TimeProvider? time = null, int redisTimeoutMs = 5000, params (string Key, string? Value)[] settings)
    {
        var suffix = Guid.NewGuid().ToString("N")[..12];
        var multiplexer = await ConnectionMultiplexer.ConnectAsync($"{redis.ConfigurationString},abortConnect=false,asyncTimeout={redisTimeoutMs}");
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        // Most specs are about something else and send much; those about limits and captchas switch them on.
        builder.Configuration.AddInMemoryCollection(
        [
            new("RateLimits:Enabled", "false"),
            new("Captcha:Required", "false"),
            new("Captcha:First:Difficulty", "4"),
            new("Captcha:Alone:Difficulty", "6"),
        ]);
        builder.Configuration.AddInMemoryCollection(
        [
            .. ApiKey(0, "visitor-" + suffix, "visitor"),
            .. ApiKey(1, "service-" + suffix, "service"),
            .. settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)),
        ]);
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton(log).AddSingleton(time ?? TimeProvider.System).AddSingleton<FakeLifecycleMood>();
        builder.Services.AddSingleton<IConnectionMultiplexer>(multiplexer).AddSingleton(multiplexer.GetDatabase()).AddSproutHealth();
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddGatewayBus();
            bus.AddCaptchaBus();
            bus.AddConsumer<FakeLifecycle>();
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        builder.AddGateway();
        builder.AddCaptcha();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGateway();
        app.MapGet("/broken", string () => throw new InvalidOperationException("A secret that no client may see.")).ExcludeFromDescription();
        await app.StartAsync();
        // A stream that begins before the tail does is told to list again; these tests are about others.
        using var probe = app.Services.GetRequiredService<EventHub>().Subscribe("probe-" + suffix);
        if (probe.Start is null)
            await probe.Frames.ReadAsync(TestContext.Current.CancellationToken);
        var host = new GatewayHost(app, multiplexer, suffix);
        (host.Owner, host._cookie) = await MakeVisitorAsync(app.Services);
        (host.OtherOwner, host._otherCookie) = await MakeVisitorAsync(app.Services);
        return host;
    }

    /// <summary>A client that keeps cookies only when it is given where to.</summary>
    public HttpClient Client(string? key, string? cookie, IPAddress? address = null, CookieContainer? cookies = null)
    {
        var handler = LoopbackAddress.HandlerFrom(address ?? LoopbackAddress.Next());
        (handler.UseCookies, handler.CookieContainer) = (cookies is not null, cookies ?? new());
        var client = new HttpClient(handler) { BaseAddress = Address };
        if (key is not null)
            client.DefaultRequestHeaders.Add("X-API-Key", key);
        if (cookie is not null)
            client.DefaultRequestHeaders.Add("Cookie", $"{VisitorCookies.Name}={cookie}");
        _clients.Add(client);
        return client;
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

    private static async Task<(string Owner, string Cookie)> MakeVisitorAsync(IServiceProvider services)
    {
        var cookie = VisitorCookie.New(TimeProvider.System.GetUtcNow());
        return (cookie.Visitor, await services.GetRequiredService<VisitorCookies>().WriteAsync(cookie, TestContext.Current.CancellationToken));
    }
}
