using System.Net;
using System.Text.Json;
using Sprout.Contracts;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_a_container_ends_or_goes_on(SharedRedis redis) : GatewayTest(redis)
{
    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    public async Task Its_deletion_is_accepted_as_often_as_it_is_asked_for(string prefix)
    {
        var container = await Gateway.GivenAsync(ContainerStates.Running);
        for (var i = 0; i < 2; i++)
        {
            var answer = await (await Gateway.Visitor.DeleteAsync($"{prefix}/containers/{container.CorrelationId}", Cancel)).JsonAsync(HttpStatusCode.Accepted);
            answer.ToJsonString().ShouldBe($$"""{"id":"{{container.CorrelationId}}","status":"deleting"}""");
        }
    }

    [Fact]
    public async Task What_is_deleted_says_so()
    {
        var container = await Gateway.GivenAsync(ContainerStates.Deleted);

        var answer = await (await Gateway.Visitor.DeleteAsync($"/containers/{container.CorrelationId}", Cancel)).JsonAsync(HttpStatusCode.Accepted);
        answer["status"]!.GetValue<string>().ShouldBe("deleted");
    }

    [Fact]
    public async Task A_deletion_may_bring_a_captcha_token_and_nothing_else()
    {
        var container = await Gateway.GivenAsync();

        (await DeleteAsync(container.CorrelationId, """{"captcha_token":"solved"}""")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await (await DeleteAsync(container.CorrelationId, """{"force":true}""")).WrongFieldsAsync()).ShouldBe(["force"]);
    }

    [Fact]
    public async Task An_extension_answers_with_the_new_end()
    {
        var container = await Gateway.GivenAsync(ContainerStates.Running, given => given.ReadyAt = given.CreatedAt);

        var answer = await (await Gateway.Visitor.PostJsonAsync($"/containers/{container.CorrelationId}/extend", """{"ttl_seconds":86400}""")).JsonAsync();

        answer["expires_at"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(container.ExpiresAt);
        answer["ready_at"]!.GetValue<DateTimeOffset>().ShouldBe(container.CreatedAt);
        Gateway.Lifecycle.Heard.OfType<ExtendContainerRequested>().Single().TtlSeconds.ShouldBe(86400);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"ttl_seconds":null}""")]
    [InlineData("""{"ttl_seconds":1}""")]
    [InlineData("""{"ttl_seconds":"60"}""")]
    public async Task An_extension_needs_to_say_by_how_much(string body)
    {
        var container = await Gateway.GivenAsync();
        using var response = await Gateway.Visitor.PostJsonAsync($"/containers/{container.CorrelationId}/extend", body);

        (await response.WrongFieldsAsync()).ShouldBe(["ttl_seconds"]);
    }

    [Fact]
    public async Task A_life_has_a_bound_however_often_it_is_extended()
    {
        var container = await Gateway.GivenAsync(change: given => given.CreatedAt -= TimeSpan.FromDays(29));
        var path = $"/containers/{container.CorrelationId}/extend";

        using var tooLong = await Gateway.Visitor.PostJsonAsync(path, """{"ttl_seconds":172800}""");
        using var longest = await Gateway.Visitor.PostJsonAsync(path, """{"ttl_seconds":86000}""");

        var problem = await tooLong.ProblemAsync(400, "validation");
        problem["errors"]![0]!["message"]!.GetValue<string>().ShouldMatch("^may be 8639[0-9] at most by now: a container lives for 2592000 seconds in all");
        longest.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_has_ended_is_not_extended()
    {
        var container = await Gateway.GivenAsync(ContainerStates.Deleted);
        using var response = await Gateway.Visitor.PostJsonAsync($"/containers/{container.CorrelationId}/extend", """{"ttl_seconds":60}""");

        await response.ProblemAsync(409, "container-ended");
    }

    [Fact]
    public async Task What_has_failed_says_why()
    {
        var container = await Gateway.GivenAsync(ContainerStates.Failed, given => given.Failure = new()
        {
            Phase = nameof(FailurePhase.Pulling),
            Reason = nameof(FailureReason.ImagePullFailed),
            Message = "It isn't there.",
            Hint = "Check the name.",
        });

        var failure = (await Gateway.Visitor.ReadAsync($"/containers/{container.CorrelationId}"))!["failure"]!;

        failure.ToJsonString(JsonSerializerOptions.Default).ShouldBe(
            """{"phase":"pulling","reason":"image_pull_failed","message":"It isn\u0027t there.","hint":"Check the name."}""");
    }

    private Task<HttpResponseMessage> DeleteAsync(Guid id, string body) => Gateway.Visitor.SendAsync(
        new HttpRequestMessage(HttpMethod.Delete, $"/containers/{id}") { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) },
        Cancel);
}
