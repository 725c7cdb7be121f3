using System.Globalization;
using System.Text.Json.Nodes;
using Sprout.Contracts;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_a_field_is_wrong(SharedRedis redis) : GatewayTest(redis)
{
    [Theory]
    [InlineData("""{"name":"Bad Name!!"}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"-a"}""", "name")]
    [InlineData("""{"name":"a-"}""", "name")]
    [InlineData("""{"name":"a\n"}""", "name")]
    [InlineData("""{"name":"a.b"}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"image":""}""", "image")]
    [InlineData("""{"image":"NGINX:latest"}""", "image")]
    [InlineData("""{"image":"nginx latest"}""", "image")]
    [InlineData("""{"image":"evil/miner:latest"}""", "image")]
    [InlineData("""{"image":[]}""", "image")]
    [InlineData("""{"port":0}""", "port")]
    [InlineData("""{"port":65536}""", "port")]
    [InlineData("""{"port":-1}""", "port")]
    [InlineData("""{"port":80.5}""", "port")]
    [InlineData("""{"port":1e99}""", "port")]
    [InlineData("""{"port":"80"}""", "port")]
    [InlineData("""{"env":{"1A":"b"}}""", "env.1A")]
    [InlineData("""{"env":{"":"b"}}""", "env.")]
    [InlineData("""{"env":{"A-B":"b"}}""", "env.A-B")]
    [InlineData("""{"env":{"A":1}}""", "env.A")]
    [InlineData("""{"env":{"A":"\u0000"}}""", "env.A")]
    [InlineData("""{"env":{"A":"x","A":"y"}}""", "env.A")]
    [InlineData("""{"env":["A"]}""", "env")]
    [InlineData("""{"ttl_seconds":59}""", "ttl_seconds")]
    [InlineData("""{"ttl_seconds":604801}""", "ttl_seconds")]
    [InlineData("""{"captcha_token":true}""", "captcha_token")]
    [InlineData("""{"cpu":"4"}""", "cpu")]
    [InlineData("""{"Name":"a"}""", "Name")]
    [InlineData("""{"name":"a","name":"b"}""", "name")]
    public async Task The_problem_names_the_field(string body, string field)
    {
        using var response = await Gateway.Visitor.PostJsonAsync("/containers", body);

        (await response.WrongFieldsAsync()).ShouldBe([field]);
        Gateway.Lifecycle.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        using var response = await Gateway.Visitor.PostJsonAsync("/containers", """{"name":"A","image":"b c","port":0,"ttl_seconds":1,"colour":"red"}""");

        (await response.WrongFieldsAsync()).ShouldBe(["name", "image", "port", "ttl_seconds", "colour"]);
    }

    [Fact]
    public async Task The_answer_stays_small_when_thousands_are_wrong()
    {
        var body = new JsonObject(Enumerable.Range(0, 5000).Select(i => KeyValuePair.Create($"x{i}", (JsonNode?)null)));
        using var response = await Gateway.Visitor.PostJsonAsync("/containers", body.ToJsonString());

        (await response.WrongFieldsAsync()).Length.ShouldBe(50);
    }

    [Fact]
    public async Task The_message_says_what_would_be_right()
    {
        using var response = await Gateway.Visitor.PostJsonAsync("/containers", """{"image":"postgres:17"}""");

        var problem = await response.ProblemAsync(400, "validation");
        problem["errors"]![0]!["message"]!.GetValue<string>().ShouldContain("nginx*");
        problem["detail"]!.GetValue<string>().ShouldStartWith("image: ");
    }

    [Fact]
    public async Task Names_may_have_63_characters_and_no_more()
    {
        (await Gateway.Service.PostJsonAsync("/containers", $$"""{"name":"{{new string('a', 63)}}"}""")).IsSuccessStatusCode.ShouldBeTrue();
        using var response = await Gateway.Service.PostJsonAsync("/containers", $$"""{"name":"{{new string('a', 64)}}"}""");

        (await response.WrongFieldsAsync()).ShouldBe(["name"]);
    }

    [Theory]
    [InlineData(33, 1, 1, "env")]
    [InlineData(1, 64, 4097, "env.VVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVV00")]
    [InlineData(1, 65, 1, "env.VVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVV00")]
    [InlineData(9, 3, 4096, "env")]
    public async Task The_environment_has_its_limits(int count, int nameLength, int valueLength, string field)
    {
        var environment = new JsonObject();
        for (var i = 0; i < count; i++)
            environment.Add(new string('V', Math.Max(1, nameLength - 2)) + i.ToString("00", CultureInfo.InvariantCulture), new string('x', valueLength));

        using var response = await Gateway.Visitor.PostJsonAsync("/containers", new JsonObject { ["env"] = environment }.ToJsonString());

        (await response.WrongFieldsAsync()).ShouldBe([field]);
    }

    [Fact]
    public async Task The_limits_themselves_are_allowed()
    {
        var environment = new JsonObject();
        for (var i = 0; i < 32; i++)
            environment.Add("VARIABLE_" + i.ToString("00", CultureInfo.InvariantCulture), new string('x', 1000));

        using var response = await Gateway.Visitor.PostJsonAsync(
            "/containers",
            new JsonObject { ["env"] = environment, ["port"] = 65535, ["ttl_seconds"] = 604800 }.ToJsonString());

        response.IsSuccessStatusCode.ShouldBeTrue();
        Gateway.Lifecycle.Heard.OfType<CreateContainerRequested>().Single().Spec.Environment.Count.ShouldBe(32);
    }
}
