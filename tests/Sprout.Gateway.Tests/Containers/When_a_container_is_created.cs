using System.Net;
using System.Text.Json.Nodes;
using Sprout.Contracts;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_a_container_is_created(SharedRedis redis) : GatewayTest(redis)
{
    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    public async Task It_is_accepted_and_found_at_its_location(string prefix)
    {
        using var response = await Gateway.Visitor.PostJsonAsync(prefix + "/containers", """{"name":"hello","image":"nginx:1.27","port":8080,"env":{"A":"b"},"ttl_seconds":60}""");

        var created = await response.JsonAsync(HttpStatusCode.Accepted);
        response.Headers.Location!.ToString().ShouldBe($"{prefix}/containers/{created["id"]}");
        created["status"]!.GetValue<string>().ShouldBe("pending");
        created["name"]!.GetValue<string>().ShouldBe("hello");
        created["image"]!.GetValue<string>().ShouldBe("nginx:1.27");
        created["port"]!.GetValue<int>().ShouldBe(8080);
        created["namespace"]!.GetValue<string>().ShouldBe("sprout");
        created.ContainsKey("env").ShouldBeFalse();
        (created["expires_at"]!.GetValue<DateTimeOffset>() - created["created_at"]!.GetValue<DateTimeOffset>()).ShouldBe(TimeSpan.FromMinutes(1));
        var found = await Gateway.Visitor.ReadAsync(response.Headers.Location!.ToString());
        JsonNode.DeepEquals(found, created).ShouldBeTrue(found!.ToJsonString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("{}")]
    [InlineData("""{"name":null,"captcha_token":"solved"}""")]
    public async Task No_body_means_all_defaults(string? body)
    {
        using var response = body is null ? await Gateway.Visitor.PostAsync("/containers", null, Cancel) : await Gateway.Visitor.PostJsonAsync("/containers", body);

        var created = await response.JsonAsync(HttpStatusCode.Accepted);
        created["name"]!.GetValue<string>().ShouldBe("container-" + created["id"]!.GetValue<string>()[..8]);
        created["image"]!.GetValue<string>().ShouldBe("nginx:latest");
        created["port"]!.GetValue<int>().ShouldBe(80);
        (created["expires_at"]!.GetValue<DateTimeOffset>() - created["created_at"]!.GetValue<DateTimeOffset>()).ShouldBe(TimeSpan.FromHours(24));
    }

    [Fact]
    public async Task Its_environment_reaches_the_lifecycle_service_alone()
    {
        using var response = await Gateway.Visitor.PostJsonAsync("/containers", """{"env":{"PASSWORD":"hunter2"}}""");

        (await response.Content.ReadAsStringAsync(Cancel)).ShouldNotContain("hunter2");
        Gateway.Lifecycle.Heard.OfType<CreateContainerRequested>().Single().Spec.Environment["PASSWORD"].ShouldBe("hunter2");
        Gateway.Log.All.ShouldAllBe(line => !line.Text.Contains("hunter2") || line.Category.StartsWith("MassTransit"));
    }

    [Fact]
    public async Task A_visitor_counts_by_cookie_and_by_address()
    {
        await Gateway.Visitor.PostJsonAsync("/containers", "{}");

        Gateway.Lifecycle.Heard.OfType<CreateContainerRequested>().Single().QuotaScopes.ShouldBe(
            [QuotaOptions.OwnerScope(Gateway.Owner), QuotaOptions.AddressScope($"{Gateway.Addresses[0]}/32")]);
    }

    [Fact]
    public async Task A_service_counts_against_none_by_default()
    {
        for (var i = 0; i < 5; i++)
            (await Gateway.Service.PostJsonAsync("/containers", "{}")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        Gateway.Lifecycle.Heard.OfType<CreateContainerRequested>().ShouldAllBe(request => request.QuotaScopes.Count == 0);
    }
}
