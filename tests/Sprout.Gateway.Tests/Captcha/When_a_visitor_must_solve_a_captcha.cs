using System.Net;
using System.Text.Json.Nodes;
using Sprout.Captcha.Work;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Captcha;

public sealed class When_a_visitor_must_solve_a_captcha(SharedRedis redis) : GatewayTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [("Captcha:Required", "true"), ("Captcha:RequiredForDeletion", "true"), ("Quota:PerOwner", "2")];

    [Fact]
    public async Task A_creation_without_one_is_told_to_ask_for_it()
    {
        using var response = await Gateway.Visitor.PostJsonAsync("/containers", "{}");

        (await response.ProblemAsync(400, "captcha-required"))["errors"]![0]!["field"]!.GetValue<string>().ShouldBe("captcha_token");
        Gateway.Lifecycle.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_solved_one_is_good_for_one_container()
    {
        var token = await SolveAsync();

        using var first = await CreateAsync(token);
        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var second = await CreateAsync(token);
        (await second.ProblemAsync(400, "captcha-rejected"))["reason"]!.GetValue<string>().ShouldBe("already_used");
        Gateway.Lifecycle.Heard.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_of_the_same_creation_may_use_it_again()
    {
        var token = await SolveAsync();
        Gateway.Lifecycle.Faults = true;
        (await CreateAsync(token, "key-1")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Gateway.Lifecycle.Faults = false;

        (await CreateAsync(token, "key-1")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task One_that_has_not_been_solved_is_refused()
    {
        using var asked = await Gateway.Visitor.PostJsonAsync("/captcha/request", """{"kind":"proof_of_work"}""");
        var token = (await asked.JsonAsync())["captcha_token"]!.GetValue<string>();

        using var response = await CreateAsync(token);

        (await response.ProblemAsync(400, "captcha-rejected"))["reason"]!.GetValue<string>().ShouldBe("not_solved");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("no/token at all")]
    public async Task What_is_no_token_is_refused(string token) =>
        (await (await CreateAsync(token)).ProblemAsync(400, "captcha-rejected"))["reason"]!.GetValue<string>().ShouldBe("unknown");

    [Fact]
    public async Task Anothers_is_refused_and_stays_good()
    {
        var token = await SolveAsync();

        using var stolen = await Gateway.Other.PostJsonAsync("/containers", $$"""{"captcha_token":"{{token}}"}""");
        (await stolen.ProblemAsync(400, "captcha-rejected"))["reason"]!.GetValue<string>().ShouldBe("other_visitor");
        (await CreateAsync(token)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_refusal_at_the_quota_does_not_use_it_up()
    {
        using var first = await CreateAsync(await SolveAsync());
        await CreateAsync(await SolveAsync());
        var token = await SolveAsync();
        await (await CreateAsync(token)).ProblemAsync(429, "quota-exceeded");

        var ended = await new ContainerStore(Gateway.Database).FindAsync((await first.JsonAsync(HttpStatusCode.Accepted))["id"]!.GetValue<Guid>(), Cancel);
        await Gateway.ChangeAsync(ended!, container => container.CurrentState = ContainerStates.Deleted);
        (await CreateAsync(token)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_refusal_of_the_captcha_takes_no_slot()
    {
        for (var i = 0; i < 5; i++)
            await (await CreateAsync("nonsense")).ProblemAsync(400, "captcha-rejected");

        (await CreateAsync(await SolveAsync())).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_program_need_not() =>
        (await Gateway.Service.PostJsonAsync("/containers", "{}")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

    [Fact]
    public async Task A_deletion_wants_one_of_its_own()
    {
        var container = await Gateway.GivenAsync();
        await (await DeleteAsync(container.CorrelationId, null)).ProblemAsync(400, "captcha-required");
        (await (await DeleteAsync(container.CorrelationId, await SolveAsync())).ProblemAsync(400, "captcha-rejected"))["reason"]!.GetValue<string>().ShouldBe("other_purpose");

        var token = await SolveAsync("delete_container");
        (await DeleteAsync(container.CorrelationId, token)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        // The same deletion again is the same operation.
        (await DeleteAsync(container.CorrelationId, token)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task No_token_is_told_in_problems_or_our_log()
    {
        using var asked = await Gateway.Visitor.PostJsonAsync("/captcha/request", """{"kind":"proof_of_work"}""");
        var token = (await asked.JsonAsync())["captcha_token"]!.GetValue<string>();

        using var response = await Gateway.Visitor.PostJsonAsync($"/api/captcha/verify/{token}", """{"solutions":[1]}""");

        (await response.ProblemAsync(400, "captcha-rejected"))["instance"]!.GetValue<string>().ShouldBe("/api/captcha/verify/-");
        Gateway.Log.All.Where(line => line.Category.StartsWith("Sprout.", StringComparison.Ordinal)).ShouldAllBe(line => !line.Text.Contains(token));
    }

    private Task<HttpResponseMessage> CreateAsync(string token, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/containers") { Content = JsonContent(token) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return Gateway.Visitor.SendAsync(request, Cancel);
    }

    private Task<HttpResponseMessage> DeleteAsync(Guid id, string? token) =>
        Gateway.Visitor.SendAsync(new(HttpMethod.Delete, $"/containers/{id}") { Content = JsonContent(token) }, Cancel);

    private static StringContent JsonContent(string? token) => new(new JsonObject { ["captcha_token"] = token }.ToJsonString(), System.Text.Encoding.UTF8, "application/json");

    private async Task<string> SolveAsync(string purpose = "create_container")
    {
        using var asked = await Gateway.Visitor.PostJsonAsync("/captcha/request", $$"""{"kind":"proof_of_work","purpose":"{{purpose}}"}""");
        var challenge = await asked.JsonAsync();
        using var verified = await Gateway.Visitor.PostJsonAsync(
            $"/captcha/verify/{challenge["captcha_token"]}", new JsonObject { ["solutions"] = Solutions(challenge["proof_of_work"]!) }.ToJsonString());
        var verdict = await verified.JsonAsync();
        verdict["verified"]!.GetValue<bool>().ShouldBeTrue();
        return verdict["captcha_token"]!.GetValue<string>();
    }

    private static JsonArray Solutions(JsonNode work) =>
        [.. Enumerable.Range(0, work["count"]!.GetValue<int>()).Select(index => (JsonNode)Solve(work["salt"]!.GetValue<string>(), index, work["difficulty"]!.GetValue<int>()))];

    private static long Solve(string salt, int index, int difficulty)
    {
        var number = 0L;
        while (ProofOfWork.ZeroBits(salt, index, number) < difficulty)
            number++;
        return number;
    }
}
