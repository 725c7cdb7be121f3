using Sprout.Contracts;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_the_lifecycle_service_does_not_grant_it(SharedRedis redis) : GatewayTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [("Gateway:RequestTimeout", "00:00:01"), ("Quota:PerOwner", "1")];

    [Fact]
    public async Task Silence_is_a_503_with_a_time_to_come_back()
    {
        Gateway.Lifecycle.IsSilent = true;
        using var response = await Gateway.Visitor.PostJsonAsync("/containers", "{}");

        await response.ProblemAsync(503, "unavailable");
        response.Headers.RetryAfter!.Delta.ShouldNotBeNull();
    }

    [Fact]
    public async Task Silence_leaves_the_slot_taken()
    {
        Gateway.Lifecycle.IsSilent = true;
        await Gateway.Visitor.PostJsonAsync("/containers", "{}");
        using var response = await Gateway.Visitor.PostJsonAsync("/containers", "{}");

        await response.ProblemAsync(429, "quota-exceeded");
    }

    [Fact]
    public async Task A_fault_is_a_503_that_says_nothing_of_the_inside()
    {
        Gateway.Lifecycle.Faults = true;
        using var response = await Gateway.Visitor.PostJsonAsync("/containers", "{}");

        (await response.ProblemAsync(503, "unavailable")).ToJsonString().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(RefusalReason.QuotaExceeded, 429, "quota-exceeded")]
    [InlineData(RefusalReason.NotFound, 404, "not-found")]
    [InlineData(RefusalReason.IdConflict, 422, "idempotency-key-reused")]
    [InlineData(RefusalReason.Ended, 409, "container-ended")]
    public async Task A_refusal_has_its_status(RefusalReason reason, int status, string type)
    {
        Gateway.Lifecycle.Refuses = reason;
        using var response = await Gateway.Visitor.PostJsonAsync("/containers", "{}");

        var problem = await response.ProblemAsync(status, type);
        problem["limit"]?.GetValue<int>().ShouldBe(7);
        problem.ContainsKey("limit").ShouldBe(reason == RefusalReason.QuotaExceeded);
    }

    [Fact]
    public async Task A_deletion_and_an_extension_fare_the_same()
    {
        var container = await Gateway.GivenAsync(ContainerStates.Running);
        Gateway.Lifecycle.IsSilent = true;
        using var deletion = await Gateway.Visitor.DeleteAsync($"/containers/{container.CorrelationId}", Cancel);
        using var extension = await Gateway.Visitor.PostJsonAsync($"/containers/{container.CorrelationId}/extend", """{"ttl_seconds":60}""");

        await deletion.ProblemAsync(503, "unavailable");
        await extension.ProblemAsync(503, "unavailable");
    }
}
