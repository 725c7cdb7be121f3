using System.Net;
using System.Text.Json.Nodes;
using Sprout.Captcha.Work;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Captcha;

public sealed class When_a_captcha_is_asked_for_and_answered(SharedRedis redis) : GatewayTest(redis)
{
    [Theory]
    [InlineData("""{"kind":"picture"}""", "kind")]
    [InlineData("""{"purpose":1}""", "purpose")]
    [InlineData("""{"difficulty":0}""", "difficulty")]
    public async Task Wrong_wishes_are_named(string body, string field)
    {
        using var response = await Gateway.Visitor.PostJsonAsync("/captcha/request", body);

        (await response.WrongFieldsAsync()).ShouldBe([field]);
    }

    [Theory]
    [InlineData("{}", "solutions")]
    [InlineData("""{"solutions":[1],"offset":1}""", "offset")]
    [InlineData("""{"solutions":["1"]}""", "solutions[0]")]
    [InlineData("""{"solutions":[1,1.5]}""", "solutions[1]")]
    [InlineData("""{"solutions":[99999999999999999999]}""", "solutions[0]")]
    [InlineData("""{"solutions":[1],"track":[]}""", "track")]
    [InlineData("""{"offset":1}""", "track")]
    [InlineData("""{"offset":"1"}""", "offset")]
    [InlineData("""{"offset":1,"input":"thought"}""", "input")]
    [InlineData("""{"offset":1,"track":[{"x":1,"y":1}]}""", "track[0]")]
    [InlineData("""{"offset":1,"track":[{"x":1,"y":1,"t":1},{"x":1,"y":1,"t":1,"x":2}]}""", "track[1]")]
    [InlineData("""{"offset":1,"track":[{"x":1,"y":1,"t":1,"z":1}]}""", "track[0]")]
    [InlineData("""{"offset":1,"track":[[1,2,3]]}""", "track[0]")]
    [InlineData("""{"offset":1,"track":{}}""", "track")]
    [InlineData("""{"offset":1,"input":"keyboard","speed":1}""", "speed")]
    public async Task Wrong_answers_are_named(string body, string field)
    {
        using var response = await Gateway.Visitor.PostJsonAsync("/captcha/verify/token", body);

        (await response.WrongFieldsAsync()).ShouldBe([field]);
    }

    [Fact]
    public async Task Too_many_items_are_not_looked_at()
    {
        using var solutions = await Gateway.Visitor.PostJsonAsync("/captcha/verify/token", $$"""{"solutions":[{{string.Join(',', Enumerable.Repeat("1", 257))}}]}""");
        (await solutions.WrongFieldsAsync()).ShouldBe(["solutions"]);
        using var track = await Gateway.Visitor.PostJsonAsync("/captcha/verify/token", $$"""{"offset":1,"track":[{{string.Join(',', Enumerable.Repeat("1", 1501))}}]}""");
        (await track.WrongFieldsAsync()).ShouldBe(["track"]);
    }

    [Fact]
    public async Task A_slider_begins_with_work_and_goes_on_with_a_picture()
    {
        using var asked = await Gateway.Visitor.PostJsonAsync("/captcha/request", "");
        var work = await asked.JsonAsync();
        work["kind"]!.GetValue<string>().ShouldBe("proof_of_work");
        work["expires_in"]!.GetValue<int>().ShouldBeInRange(290, 300);

        using var solved = await AnswerAsync(work, new() { ["solutions"] = Solutions(work["proof_of_work"]!) });
        var verdict = await solved.JsonAsync();
        verdict["verified"]!.GetValue<bool>().ShouldBeFalse();
        var picture = verdict["next"]!.AsObject();
        picture["kind"]!.GetValue<string>().ShouldBe("slider");
        foreach (var image in new[] { "image", "piece" })
            Convert.FromBase64String(picture[image]!.GetValue<string>()).AsSpan(1, 3).SequenceEqual("PNG"u8).ShouldBeTrue();

        using var wrong = await AnswerAsync(picture, new() { ["offset"] = 0, ["input"] = "keyboard" });
        (await wrong.ProblemAsync(400, "captcha-rejected"))["reason"]!.GetValue<string>().ShouldBe("wrong_offset");
        using var again = await AnswerAsync(picture, new() { ["offset"] = 100, ["input"] = "keyboard" });
        (await again.ProblemAsync(400, "captcha-rejected"))["reason"]!.GetValue<string>().ShouldBe("already_used");
    }

    [Fact]
    public async Task It_wants_a_key() =>
        (await Gateway.Anonymous.PostJsonAsync("/captcha/request", "{}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    private Task<HttpResponseMessage> AnswerAsync(JsonObject challenge, JsonObject answer) =>
        Gateway.Visitor.PostJsonAsync($"/captcha/verify/{challenge["captcha_token"]}", answer.ToJsonString());

    private static JsonArray Solutions(JsonNode work) => [.. Enumerable.Range(0, work["count"]!.GetValue<int>()).Select(index =>
    {
        var number = 0L;
        while (ProofOfWork.ZeroBits(work["salt"]!.GetValue<string>(), index, number) < work["difficulty"]!.GetValue<int>())
            number++;
        return (JsonNode)number;
    })];
}
