using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_somebody_asks_what_may_be_asked_for(SharedRedis redis) : GatewayTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [("Images:Allowed", "nginx*,ghcr.io/us/**"), ("Gateway:DefaultTtl", "01:00:00"), ("Gateway:MaximumTtl", "02:00:00"), ("Quota:PerOwner", "2")];

    [Fact]
    public async Task It_is_told_images_that_are_allowed_and_no_others()
    {
        var image = (await Gateway.Visitor.ReadAsync("/options"))!["image"]!;

        image["default"]!.GetValue<string>().ShouldBe("nginx:latest");
        image["allowed"]!.AsArray().Select(pattern => pattern!.GetValue<string>()).ShouldBe(["nginx*", "ghcr.io/us/**"]);
        image["suggested"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["nginx:latest"]);
    }

    [Fact]
    public async Task It_is_told_how_long_a_container_may_live()
    {
        var ttl = (await Gateway.Visitor.ReadAsync("/options"))!["ttl_seconds"]!;

        (ttl["minimum"]!.GetValue<int>(), ttl["maximum"]!.GetValue<int>(), ttl["maximum_in_all"]!.GetValue<int>()).ShouldBe((60, 7200, 2_592_000));
    }

    [Fact]
    public async Task A_visitor_is_told_how_many_containers_are_left()
    {
        var visitor = Gateway.Visitor;
        await visitor.PostJsonAsync("/containers", "{}");

        var containers = (await visitor.ReadAsync("/options"))!["containers"]!;

        (containers["limit"]!.GetValue<int>(), containers["used"]!.GetValue<int>()).ShouldBe((2, 1));
    }

    [Fact]
    public async Task A_program_has_no_limit_and_no_captcha()
    {
        var options = (await Gateway.Service.ReadAsync("/options"))!;

        options["containers"]!["limit"].ShouldBeNull();
        options["captcha"]!["create_container"]!.GetValue<bool>().ShouldBeFalse();
    }
}
