using System.Net;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Contracts;
using Sprout.Gateway.Tests.Support;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.RateLimits;

public sealed class When_somebody_goes_on_in_spite_of_a_denial : LimitedGatewayTest
{
    private readonly ManualClock _clock = new(TimeProvider.System.GetUtcNow());

    protected override TimeProvider Time => _clock;

    protected override (string Key, string? Value)[] Settings => [.. Address(limit: 3, window: "00:00:02"), ("RateLimits:PolicyInterval", "01:00:00")];

    [Fact]
    public async Task It_costs_redis_nothing()
    {
        var visitor = Gateway.Visitor;
        await DenyAsync(visitor);
        var before = Gateway.Redis.Counters.Commands;

        for (var i = 0; i < 50; i++)
        {
            using var denied = await visitor.PostJsonAsync("/containers", "{}");
            denied.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            denied.Headers.GetValues("RateLimit").Single().ShouldMatch("^\"address\";r=0;t=[12]$");
            denied.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 2);
        }

        (await visitor.ReadAsync("/rate-limit"))!["remaining"]!.GetValue<int>().ShouldBe(0);
        Gateway.Redis.Counters.Commands.ShouldBe(before);
    }

    [Fact]
    public async Task It_is_asked_again_after_the_reset()
    {
        var visitor = Gateway.Visitor;
        await DenyAsync(visitor);

        // The gateway's clock stands still, so that it would deny for ever by what it remembers; Redis' goes on.
        await Eventually.HoldsAsync("Redis has forgotten", async () => !await Gateway.Database.KeyExistsAsync($"{SproutKeys.Prefix}ratelimit:address:{Gateway.Addresses[0]}/32", Cancel));
        using var remembered = await visitor.GetAsync("/containers", Cancel);
        _clock.Advance(TimeSpan.FromSeconds(2));
        using var after = await visitor.GetAsync("/containers", Cancel);

        remembered.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_audit_hears_of_it_once()
    {
        var heard = new List<RateLimitExceeded>();
        var bus = Gateway.Services.GetRequiredService<IBus>();
        var all = new TaskCompletionSource();
        var handle = bus.ConnectReceiveEndpoint("audit-spec", endpoint =>
        {
            endpoint.ConcurrentMessageLimit = 1;
            endpoint.Handler<RateLimitExceeded>(context =>
            {
                heard.Add(context.Message);
                if (context.Message.Subject == "*")
                    all.SetResult();
                return Task.CompletedTask;
            });
        });
        await handle.Ready;
        var visitor = Gateway.Visitor;
        await DenyAsync(visitor);
        for (var i = 0; i < 20; i++)
            (await visitor.GetAsync("/containers", Cancel)).Dispose();

        // What is published last is handled after all before it.
        await bus.Publish(new RateLimitExceeded { Policy = "end", Subject = "*", Route = "", At = default, ResetsAt = default }, Cancel);
        await all.Task.WaitAsync(Cancel);
        heard.Count(message => message.Policy == "address").ShouldBe(1);
        heard[0].ShouldBe(new() { Policy = "address", Subject = Gateway.Addresses[0] + "/32", Route = "listContainers", At = _clock.GetUtcNow(), ResetsAt = heard[0].ResetsAt });
        (heard[0].ResetsAt - heard[0].At).TotalSeconds.ShouldBeInRange(0.1, 2);
    }

    private static async Task DenyAsync(HttpClient visitor)
    {
        for (var i = 0; i < 3; i++)
            (await visitor.GetAsync("/containers", Cancel)).EnsureSuccessStatusCode().Dispose();
        using var denied = await visitor.GetAsync("/containers", Cancel);
        denied.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }
}
