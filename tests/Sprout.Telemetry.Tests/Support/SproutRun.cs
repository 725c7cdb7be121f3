using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Captcha;
using Sprout.ClusterSimulator;
using Sprout.ClusterSimulator.Calls;
using Sprout.Gateway;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Lifecycle;
using Sprout.Provisioner;
using Sprout.RateLimiter;
using Sprout.Redis;
using Sprout.Testing;
using Simulator = Sprout.ClusterSimulator.ClusterSimulator;

namespace Sprout.Telemetry.Tests.Support;

/// <summary>Every service in this process, in front of the simulator, with a Redis of its own, and a scraper.</summary>
internal sealed class SproutRun : IAsyncDisposable
{
    private const string ServiceKey = "key-of-a-service";

    // Prometheus' own default.
    private static readonly TimeSpan ScrapeInterval = TimeSpan.FromMinutes(1);

    private readonly WebApplication _app;
    private readonly Refusals _refusals;
    private readonly Uri _metrics;
    private Timeline _timeline = new();

    private SproutRun(WebApplication app, RedisServer redis, Simulator cluster, Refusals refusals, LeapingClock clock, int port)
    {
        (_app, Redis, Cluster, _refusals, Clock) = (app, redis, cluster, refusals, clock);
        _metrics = new($"http://127.0.0.1:{port}/metrics");
        Http = new() { BaseAddress = new(app.Urls.Single()) };
        Http.DefaultRequestHeaders.Add("X-API-Key", ServiceKey);
    }

    public RedisServer Redis { get; }

    public Simulator Cluster { get; }

    public LeapingClock Clock { get; }

    public HttpClient Http { get; }

    /// <summary>What a call's path has in it that is answered with 403, as a role that is missing a verb makes it; empty for none.</summary>
    public string RefusesPath
    {
        set => _refusals.Path = value;
    }

    public IServiceProvider Services => _app.Services;

    public IDatabase Database => Services.GetRequiredService<IDatabase>();

    /// <summary>Starts it and returns when it is ready and its metrics have been read once.</summary>
    /// <param name="settings">Beside the usual ones.</param>
    /// <param name="without">Which parts are missing: <c>provisioner</c>, <c>lifecycle</c>.</param>
    /// <param name="onCall">Told of every call to the cluster.</param>
    /// <param name="prepare">Changes what the host is made of.</param>
    public static async Task<SproutRun> StartAsync(
        IEnumerable<KeyValuePair<string, string?>>? settings = null, string without = "", Func<LeapingClock, Func<ApiCall, ApiMoment, Task>>? onCall = null, Action<IServiceCollection>? prepare = null)
    {
        var clock = new LeapingClock();
        var redis = await RedisServer.StartAsync();
        var cluster = await Simulator.StartAsync(new ClusterSimulatorOptions { OnCall = onCall?.Invoke(clock) });
        var port = RedisServer.FreePort();
        var refusals = new Refusals();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Redis:ConnectionString", $"{redis.ConfigurationString},asyncTimeout=1000"),
            new("Kubernetes:CreateNamespace", "true"),
            new("Ingress:UrlTemplate", "http://{id}.example.test/"),
            new("Metrics:Port", $"{port}"),
            new("Metrics:StateInterval", "00:00:00.3"),
            new("Bus:ClaimIdleTime", "00:00:01"),
            new("Lifecycle:Observer:RetryDelay", "00:00:00.1"),
            new("Lifecycle:Observer:RenewInterval", "00:00:00.2"),
            new("Lifecycle:Observer:SweepInterval", "00:00:00.1"),
            new("ApiKeys:0:Name", "service"),
            new("ApiKeys:0:Key", ServiceKey),
            new("ApiKeys:0:Scope", "Service"),
            new("Captcha:Required", "false"),
            new("RateLimits:Enabled", "false"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IKubernetes>(new KubernetesClient(
            KubernetesClientConfiguration.BuildConfigFromConfigFile(cluster.KubeconfigPath) with { WrapHandler = inner => refusals.Before(inner) }, clock));
        builder.AddSproutHosting();
        builder.Logging.ClearProviders();
        builder.AddSproutBus(GatewayService.AddGatewayBus, CaptchaService.AddCaptchaBus, RateLimiterService.AddRateLimiterBus, bus =>
        {
            if (without != "lifecycle")
                LifecycleService.AddLifecycleBus(bus);
            if (without != "provisioner")
                ProvisionerService.AddProvisionerBus(bus);
        });
        builder.AddGateway();
        builder.AddCaptcha();
        builder.AddRateLimiter();
        if (without != "lifecycle")
            builder.AddLifecycle();
        if (without != "provisioner")
            builder.AddProvisioner();
        prepare?.Invoke(builder.Services);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        app.MapGateway();
        await app.StartAsync();
        var run = new SproutRun(app, redis, cluster, refusals, clock, port);
        if (without == "")
            await Eventually.HoldsAsync("somebody observes and reports", async () => await run.ScrapeAsync() is var scrape && scrape.Sum("sprout_observer_lease_held") == 1 && scrape.Sum("sprout_bus_delayed") is not null);
        await run.BeginAsync();
        return run;
    }

    /// <summary>What happens from now on counts as new.</summary>
    public async Task BeginAsync()
    {
        _timeline = new();
        _timeline.Add(0, await ScrapeAsync());
    }

    public Task<Scrape> ScrapeAsync() => Scrape.OfAsync(Http, _metrics);

    /// <summary>Asks for a container; the status of the answer and its id.</summary>
    public async Task<(int Status, Guid Id)> CreateAsync(string image = "nginx:latest")
    {
        using var answer = await Http.PostAsJsonAsync("containers", new { name = "spec", image });
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid() : default);
    }

    /// <summary>Returns when the container has this status.</summary>
    public Task BecomesAsync(Guid id, string status) =>
        Eventually.HoldsAsync($"it is {status}", async () => (await Http.GetFromJsonAsync<JsonElement>($"containers/{id}")).GetProperty("status").GetString() == status);

    /// <summary>
    /// Returns when the alert fires: a minute of Prometheus' passes with each scrape, and its expression has held for as long as it wants, for the same labels.
    /// </summary>
    /// <param name="name">Of the alert.</param>
    /// <param name="again">Keeps the trouble going, and returns once that is counted: called before what was counted last leaves the expression's window.</param>
    public async Task AlertsAsync(string name, Func<Task>? again = null)
    {
        var alert = Alert.Named(name);
        var holdsSince = new Dictionary<string, double>();
        var rounds = 0;
        await Eventually.HoldsAsync($"{name} fires: {alert.Expression}", async () =>
        {
            var held = (await AskAsync(alert)).Select(sample => string.Join(',', sample.Labels.OrderBy(label => label.Key))).ToList();
            holdsSince = held.ToDictionary(labels => labels, labels => holdsSince.GetValueOrDefault(labels, _timeline.Now));
            if (holdsSince.Values.Any(since => _timeline.Now - since >= alert.For.TotalSeconds))
                return true;
            if (again is not null && ++rounds % (int)(alert.Window / ScrapeInterval - 2) == 1)
                await again();
            return false;
        }, within: TimeSpan.FromSeconds(15));
    }

    /// <summary>Whether the alert has no cause now.</summary>
    public async Task IsQuietAsync(string name) => (await AskAsync(Alert.Named(name))).ShouldBeEmpty();

    /// <summary>Returns when a counter, or a histogram's, has grown.</summary>
    public async Task GrowsAsync(string name, params (string Name, string Value)[] labels)
    {
        var before = (await ScrapeAsync()).Sum(name, labels) ?? 0;
        await Eventually.HoldsAsync($"{name} grows", async () => (await ScrapeAsync()).Sum(name, labels) > before);
    }

    private async Task<IReadOnlyList<Sample>> AskAsync(Alert alert)
    {
        _timeline.Add(_timeline.Now + ScrapeInterval.TotalSeconds, await ScrapeAsync());
        return Query.Evaluate(alert.Expression, _timeline);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Cluster.DisposeAsync();
        await Redis.DisposeAsync();
    }
}
