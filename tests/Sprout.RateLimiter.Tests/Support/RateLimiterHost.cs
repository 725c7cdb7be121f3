using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.RateLimiter.Policies;
using Sprout.RateLimiting;
using Sprout.Redis;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.RateLimiter.Tests.Support;

/// <summary>The rate limiter in front of a Redis of its own.</summary>
internal sealed class RateLimiterHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly ConnectionMultiplexer _connection;

    private RateLimiterHost(IHost host, RedisServer redis, ConnectionMultiplexer connection) => (_host, Redis, _connection) = (host, redis, connection);

    public RedisServer Redis { get; }

    public IDatabase Database => _connection.GetDatabase();

    public IBus Bus => _host.Services.GetRequiredService<IBus>();

    public PolicyStore Store => _host.Services.GetRequiredService<PolicyStore>();

    public PolicyKeeper Keeper => _host.Services.GetRequiredService<PolicyKeeper>();

    public RateLimitGate Gate => new(Database, SproutKeys.Prefix);

    public LogText Log => _host.Services.GetRequiredService<LogText>();

    public static async Task<RateLimiterHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        var redis = await RedisServer.StartAsync();
        var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConfigurationString + ",abortConnect=false");
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        var log = new LogText();
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Information);
        builder.Services.AddSingleton(log).AddSingleton<IConnectionMultiplexer>(connection).AddSingleton(connection.GetDatabase());
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetKebabCaseEndpointNameFormatter();
            bus.AddRateLimiterBus();
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.AddRateLimiter();
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host, redis, connection);
    }

    /// <summary>Returns once that version of the policies is stored.</summary>
    public Task StoredAsync(PolicySet policies) =>
        Eventually.HoldsAsync($"rate limits {policies.Version} are stored", async () => (await Store.ReadAsync()).Version == policies.Version);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await _connection.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
