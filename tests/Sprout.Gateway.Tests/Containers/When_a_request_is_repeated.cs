using System.Net;
using Sprout.Gateway.Features.Containers;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_a_request_is_repeated(SharedRedis redis) : GatewayTest(redis)
{
    [Fact]
    public async Task The_same_key_is_the_same_container()
    {
        var first = await (await CreateAsync(Gateway.Visitor, "order-1")).JsonAsync(HttpStatusCode.Accepted);
        var second = await (await CreateAsync(Gateway.Visitor, "order-1")).JsonAsync(HttpStatusCode.Accepted);

        second["id"]!.GetValue<Guid>().ShouldBe(first["id"]!.GetValue<Guid>());
        (await Gateway.Visitor.ReadAsync("/containers"))!["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Other_content_is_refused()
    {
        await CreateAsync(Gateway.Visitor, "order-1");
        using var response = await CreateAsync(Gateway.Visitor, "order-1", """{"port":81}""");

        await response.ProblemAsync(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Another_owners_key_is_another_container()
    {
        var mine = await (await CreateAsync(Gateway.Visitor, "order-1")).JsonAsync(HttpStatusCode.Accepted);
        var theirs = await (await CreateAsync(Gateway.Other, "order-1")).JsonAsync(HttpStatusCode.Accepted);

        theirs["id"]!.GetValue<Guid>().ShouldNotBe(mine["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task A_full_quota_does_not_matter()
    {
        await CreateAsync(Gateway.Visitor, "order-1");
        await CreateAsync(Gateway.Visitor, "order-2");
        await CreateAsync(Gateway.Visitor, "order-3");

        (await CreateAsync(Gateway.Visitor, "order-1")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await CreateAsync(Gateway.Visitor, "order-4")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task The_end_of_the_container_does_not_matter_either()
    {
        var first = await (await CreateAsync(Gateway.Visitor, "order-1")).JsonAsync(HttpStatusCode.Accepted);
        var stored = await new ContainerStore(Gateway.Database).FindAsync(first["id"]!.GetValue<Guid>(), Cancel);
        await Gateway.ChangeAsync(stored!, container => container.CurrentState = ContainerStates.Deleted);
        for (var i = 2; i < 5; i++)
            await CreateAsync(Gateway.Visitor, $"order-{i}");

        var again = await (await CreateAsync(Gateway.Visitor, "order-1")).JsonAsync(HttpStatusCode.Accepted);
        again["status"]!.GetValue<string>().ShouldBe("deleted");
    }

    [Fact]
    public async Task Without_a_key_it_is_another_container()
    {
        await CreateAsync(Gateway.Visitor, key: null);
        await CreateAsync(Gateway.Visitor, key: null);

        (await Gateway.Visitor.ReadAsync("/containers"))!["items"]!.AsArray().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\tb")]
    [InlineData(256)]
    public async Task A_key_that_is_none_is_refused(object key)
    {
        using var response = await CreateAsync(Gateway.Visitor, key is int length ? new('k', length) : (string)key);

        (await response.WrongFieldsAsync()).ShouldBe(["Idempotency-Key"]);
    }

    [Fact]
    public void Owner_and_key_do_not_run_into_each_other() => ContainerIds.Make("ab", "c").ShouldNotBe(ContainerIds.Make("a", "bc"));

    [Fact]
    public void The_id_is_a_legal_version_8_uuid()
    {
        var id = ContainerIds.Make("owner", "key");

        (id.Version, id.Variant & 0xC).ShouldBe((8, 8));
        ContainerIds.Make("owner", "key").ShouldBe(id);
    }

    private static Task<HttpResponseMessage> CreateAsync(HttpClient client, string? key, string body = "{}")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/containers") { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return client.SendAsync(request, Cancel);
    }
}
