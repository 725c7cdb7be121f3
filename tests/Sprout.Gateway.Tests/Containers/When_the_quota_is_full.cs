using System.Net;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_the_quota_is_full(SharedRedis redis) : GatewayTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [("Quota:PerOwner", "2"), ("Quota:PerServiceOwner", "3")];

    [Fact]
    public async Task A_visitor_is_told_how_many_there_are_and_may_be()
    {
        using var response = await FillAsync(Gateway.Visitor, 2);

        var problem = await response.ProblemAsync(429, "quota-exceeded");
        (problem["limit"]!.GetValue<int>(), problem["used"]!.GetValue<int>()).ShouldBe((2, 2));
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_service_has_its_own_limit()
    {
        using var response = await FillAsync(Gateway.Service, 3);

        (await response.ProblemAsync(429, "quota-exceeded"))["limit"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Others_are_not_held_up()
    {
        await FillAsync(Gateway.Visitor, 2);

        (await Gateway.Other.PostJsonAsync("/containers", "{}")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_there_is()
    {
        var visitor = Gateway.Visitor;
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => visitor.PostJsonAsync("/containers", "{}")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).ShouldBe(2);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(48);
    }

    [Fact]
    public async Task What_is_not_valid_takes_no_slot()
    {
        for (var i = 0; i < 5; i++)
            await (await Gateway.Visitor.PostJsonAsync("/containers", """{"port":0}""")).ProblemAsync(400, "validation");

        (await Gateway.Visitor.PostJsonAsync("/containers", "{}")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private static async Task<HttpResponseMessage> FillAsync(HttpClient client, int slots)
    {
        for (var i = 0; i < slots; i++)
            (await client.PostJsonAsync("/containers", "{}")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return await client.PostJsonAsync("/containers", "{}");
    }
}
