using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_a_container_is_anothers(SharedRedis redis) : GatewayTest(redis)
{
    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/extend")]
    public async Task It_looks_as_if_there_were_none(string method, string suffix)
    {
        var foreign = await Gateway.GivenAsync();
        var answers = new List<string>();
        foreach (var id in new[] { foreign.CorrelationId.ToString(), Guid.NewGuid().ToString(), "not-an-id", foreign.CorrelationId.ToString("N") })
        {
            using var request = new HttpRequestMessage(new(method), $"/containers/{id}{suffix}");
            if (method == "POST")
                request.Content = new StringContent("""{"ttl_seconds":60}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
            using var response = await Gateway.Other.SendAsync(request, Cancel);
            var problem = await response.ProblemAsync(404, "not-found");
            problem.Remove("instance");
            problem.Remove("request_id");
            answers.Add(problem.ToJsonString());
        }

        answers.Distinct().Count().ShouldBe(1);
        Gateway.Lifecycle.Heard.ShouldBeEmpty();
    }
}
