using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Logs;

public sealed class When_there_is_no_cluster(SharedRedis redis) : GatewayTest(redis)
{
    [Fact]
    public async Task Logs_are_unavailable_and_nothing_else()
    {
        var container = await Gateway.GivenAsync();

        using var logs = await Gateway.Visitor.GetAsync($"/containers/{container.CorrelationId}/logs", Cancel);
        await logs.ProblemAsync(503, "unavailable");

        using var ready = await Gateway.Anonymous.GetAsync("/readyz", Cancel);
        ready.EnsureSuccessStatusCode();
    }
}
