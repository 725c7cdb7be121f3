using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sprout.Gateway.RateLimits;
using Sprout.Gateway.Tests.Support;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.RateLimits;

public sealed class When_requests_cannot_be_counted : LimitedGatewayTest
{
    private static readonly string[] ContainersPaths = ["/containers", "/api/containers"];

    protected override int RedisTimeoutMs => 500;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (await Gateway.Visitor.GetAsync("/containers", Cancel)).EnsureSuccessStatusCode().Dispose();
    }

    [Fact]
    public async Task Creation_is_closed_in_the_words_of_the_draft()
    {
        await LoseRedisAsync();

        foreach (var path in ContainersPaths)
        {
            using var creation = await Gateway.Visitor.PostJsonAsync(path, "{}");
            var problem = await creation.JsonAsync(HttpStatusCode.ServiceUnavailable);
            problem["type"]!.GetValue<string>().ShouldBe("https://iana.org/assignments/http-problem-types#temporary-reduced-capacity");
            creation.Headers.RetryAfter.ShouldNotBeNull();
        }

        Gateway.Lifecycle.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_is_open()
    {
        await LoseRedisAsync();

        // It comes as far as what it wants to read, which is away too; a path that needs nothing is answered.
        using var nothing = await Gateway.Visitor.GetAsync("/nowhere", Cancel);
        using var limit = await Gateway.Visitor.GetAsync("/rate-limit", Cancel);

        await nothing.ProblemAsync(404, "not-found");
        nothing.Headers.Contains("RateLimit").ShouldBeFalse();
        await limit.ProblemAsync(503, "unavailable");
    }

    [Fact]
    public async Task It_is_logged_once_and_counted_each_time_until_redis_is_back()
    {
        var outcomes = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == RateLimitMetrics.MeterName && instrument.Meter.Scope == Gateway.Services.GetRequiredService<IMeterFactory>())
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => outcomes.Enqueue((string)tags[0].Value!));
        listener.Start();
        await LoseRedisAsync();
        for (var i = 0; i < 10; i++)
        {
            (await Gateway.Visitor.GetAsync("/nowhere", Cancel)).Dispose();
            (await Gateway.Visitor.PostJsonAsync("/nowhere", "{}")).Dispose();
        }

        outcomes.Count(outcome => outcome == "open").ShouldBe(10);
        outcomes.Count(outcome => outcome == "closed").ShouldBe(10);
        Gateway.Log.All.Count(line => line.Category.EndsWith(nameof(RedisAbsence), StringComparison.Ordinal) && line.Level == LogLevel.Warning).ShouldBe(1);

        await Redis.RestartAsync();
        await Eventually.HoldsAsync("requests are counted again", async () =>
        {
            using var response = await Gateway.Visitor.GetAsync("/nowhere", Cancel);
            return response.Headers.Contains("RateLimit");
        });
        Gateway.Log.All.Count(line => line.Category.EndsWith(nameof(RedisAbsence), StringComparison.Ordinal) && line.Level == LogLevel.Information).ShouldBe(1);
    }

    [Fact]
    public async Task A_redis_that_is_late_lets_no_flood_through()
    {
        await Gateway.Database.ExecuteAsync("CLIENT", ["PAUSE", 1500], Cancel);

        using var late = await Gateway.Visitor.GetAsync("/nowhere", Cancel);

        (await late.JsonAsync(HttpStatusCode.ServiceUnavailable))["type"]!.GetValue<string>().ShouldEndWith("#temporary-reduced-capacity");
    }

    private async Task LoseRedisAsync()
    {
        await Redis.KillAsync();
        await Eventually.HoldsAsync("the gateway has noticed", () => !Gateway.Redis.IsConnected);
    }
}
