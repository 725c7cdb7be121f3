using Sprout.RateLimiting.Tests.Support;

namespace Sprout.RateLimiting.Tests;

public sealed class When_requests_come_at_once(SharedRedis shared) : LimitTest(shared)
{
    private const int Requests = 10_000;
    private const int Connections = 4;

    [Fact]
    public async Task Exactly_the_limit_of_them_is_let_through()
    {
        var policies = new PolicySet(BuiltInPolicies.All);

        (await GrantedAtOnceAsync(policies, From("203.0.113.7/32"))).ShouldBe(100);
    }

    [Fact]
    public async Task Exactly_the_burst_of_them_is_let_through_where_the_rate_brings_no_more()
    {
        var policies = new PolicySet([Rate(1, 3600, burst: 77)]);

        (await GrantedAtOnceAsync(policies, From("203.0.113.7/32"))).ShouldBe(77);
    }

    private async Task<int> GrantedAtOnceAsync(PolicySet policies, LimitedRequest request)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Shared.ConnectAsync()));
        // By the real clock, and by the script that the product runs.
        RateLimitGate[] gates = [.. connections.Select(connection => new RateLimitGate(connection.GetDatabase(), Prefix))];
        var decisions = await Task.WhenAll(Enumerable.Range(0, Requests).Select(i => Task.Run(async () => await gates[i % Connections].CountAsync(policies.Select(request), request, Cancel))));
        foreach (var connection in connections)
            await connection.DisposeAsync();
        return decisions.Count(decision => decision.IsGranted);
    }
}
