using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Errors;

public sealed class When_something_is_wrong_outside_the_body(SharedRedis redis) : GatewayTest(redis)
{
    [Theory]
    [InlineData("/nothing")]
    [InlineData("/api/nothing")]
    [InlineData("/api")]
    [InlineData("/")]
    [InlineData("/containers/a/b/c")]
    [InlineData("/rate-limits")]
    [InlineData("/openapi/v2.json")]
    public async Task An_unknown_path_is_a_404(string path)
    {
        using var response = await Gateway.Visitor.GetAsync(path, Cancel);

        (await response.ProblemAsync(404, "not-found"))["instance"]!.GetValue<string>().ShouldBe(path);
    }

    [Theory]
    [InlineData("PUT", "/containers", "GET, POST")]
    [InlineData("PATCH", "/api/containers/1", "DELETE, GET")]
    [InlineData("GET", "/containers/1/extend", "POST")]
    [InlineData("POST", "/events", "GET")]
    [InlineData("POST", "/livez", "GET")]
    public async Task A_wrong_method_is_a_405_that_says_which_are_right(string method, string path, string allow)
    {
        using var response = await Gateway.Visitor.SendAsync(new HttpRequestMessage(new(method), path), Cancel);

        (await response.ProblemAsync(405, "method-not-allowed"))["detail"]!.GetValue<string>().ShouldContain(allow);
        response.Content.Headers.Allow.Order().ShouldBe(allow.Split(", "));
    }

    [Fact]
    public async Task A_bug_of_ours_is_a_500_that_says_nothing_of_the_inside()
    {
        using var response = await Gateway.Visitor.GetAsync("/broken", Cancel);

        var problem = await response.ProblemAsync(500, "internal");
        problem.ToJsonString().ShouldNotContain("secret");
        problem.ToJsonString().ShouldNotContain("Exception");
        Gateway.Log.All.ShouldContain(line => line.Text.Contains("A secret") && line.Text.Contains(problem["request_id"]!.GetValue<string>()));
    }
}
