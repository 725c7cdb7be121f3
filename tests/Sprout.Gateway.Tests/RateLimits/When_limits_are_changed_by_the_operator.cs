using Sprout.RateLimiting;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.RateLimits;

public sealed class When_limits_are_changed_by_the_operator : LimitedGatewayTest
{
    protected override (string Key, string? Value)[] Settings => [.. Address(limit: 4), ("RateLimits:Policies:burst:Enabled", "false"), ("RateLimits:PolicyInterval", "01:00:00")];

    [Fact]
    public async Task The_gateways_own_settings_hold_until_some_are_stored() => (await PolicyHeaderAsync()).ShouldBe("\"address\";q=4;w=900");

    [Fact]
    public async Task The_next_request_that_counts_brings_the_news()
    {
        await PolicyHeaderAsync();
        await StoreAsync(limit: 50);

        await Eventually.HoldsAsync("the new limit", async () => await PolicyHeaderAsync(Gateway.Other) == "\"address\";q=50;w=60");
    }

    [Fact]
    public async Task Who_was_denied_is_not_for_longer()
    {
        var visitor = Gateway.Visitor;
        for (var i = 0; i < 5; i++)
            (await visitor.GetAsync("/containers", Cancel)).Dispose();
        await StoreAsync(limit: 50);

        await Eventually.HoldsAsync("the new limit", async () => await PolicyHeaderAsync(Gateway.Other) == "\"address\";q=50;w=60");
        (await visitor.GetAsync("/containers", Cancel)).EnsureSuccessStatusCode().Headers.GetValues("RateLimit").Single().ShouldStartWith("\"address\";r=45;");
    }

    [Fact]
    public async Task What_this_gateway_cannot_read_changes_nothing_and_is_logged()
    {
        await Gateway.Database.ExecuteAsync("HSET", [SproutKeys.Prefix + "ratelimit:policies", "version", "of the future", "policies", "[{\"name\":\"x\",\"algorithm\":\"dice\"}]"], Cancel);
        await PolicyHeaderAsync();
        await Gateway.Log.WaitForAsync(line => line.Text.Contains("of the future cannot be read by this gateway", StringComparison.Ordinal));

        (await PolicyHeaderAsync()).ShouldBe("\"address\";q=4;w=900");
    }

    private async Task StoreAsync(int limit) => await new PolicyStore(Gateway.Database, SproutKeys.Prefix, TimeProvider.System)
        .WriteAsync(new([new() { Name = "address", Limit = limit, Window = TimeSpan.FromMinutes(1) }]), Cancel);

    private async Task<string> PolicyHeaderAsync(HttpClient? client = null)
    {
        using var response = await (client ?? Gateway.Visitor).GetAsync("/containers", Cancel);
        return response.Headers.GetValues("RateLimit-Policy").Single();
    }
}
