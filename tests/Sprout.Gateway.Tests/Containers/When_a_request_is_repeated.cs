using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Sprout.Gateway.Features.Containers;
using Sprout.Gateway.Tests.Support;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_a_request_is_repeated(SharedRedis redis) : GatewayTest(redis)
{
    protected override (string Key, string? Value)[] Settings => [("Gateway:RequestTimeout", "00:00:02")];

    [Fact]
    public async Task The_same_key_is_the_same_container()
    {
        var first = await (await CreateAsync(Gateway.Visitor, "order-1")).JsonAsync(HttpStatusCode.Accepted);
        var second = await (await CreateAsync(Gateway.Visitor, "order-1")).JsonAsync(HttpStatusCode.Accepted);

        second["id"]!.GetValue<Guid>().ShouldBe(first["id"]!.GetValue<Guid>());
        (await Gateway.Visitor.ReadAsync("/containers"))!["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_answer_is_the_same_to_the_byte()
    {
        using var first = await CreateAsync(Gateway.Visitor, "order-1", """{"name":"a","env":{"A":"1","B":"2"}}""");
        var heard = Gateway.Lifecycle.Heard.Count;
        using var second = await CreateAsync(Gateway.Visitor, "order-1", """{ "env": {"B":"2","A":"1"}, "name": "a" }""");

        (second.StatusCode, second.Headers.Location).ShouldBe((first.StatusCode, first.Headers.Location));
        (await second.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(await first.Content.ReadAsByteArrayAsync(Cancel));
        second.Content.Headers.ContentType.ShouldBe(first.Content.Headers.ContentType);
        Gateway.Lifecycle.Heard.Count.ShouldBe(heard);
    }

    [Fact]
    public async Task The_first_is_not_overtaken()
    {
        Gateway.Lifecycle.IsSilent = true;
        var first = CreateAsync(Gateway.Visitor, "order-1");
        await Eventually.HoldsAsync("the first to be on its way", () => Task.FromResult(!Gateway.Lifecycle.Heard.IsEmpty));

        using var second = await CreateAsync(Gateway.Visitor, "order-1");
        await second.ProblemAsync(409, "idempotency-key-in-use");
        second.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);

        // Nobody knows what came of it, so it may be sent again.
        using var unanswered = await first;
        await unanswered.ProblemAsync(503, "unavailable");
        Gateway.Lifecycle.IsSilent = false;
        (await CreateAsync(Gateway.Visitor, "order-1")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_client_that_left_may_come_back()
    {
        Gateway.Lifecycle.IsSilent = true;
        using var leaving = new CancellationTokenSource();
        var first = CreateAsync(Gateway.Visitor, "order-1", cancellationToken: leaving.Token);
        await Eventually.HoldsAsync("the first to be on its way", () => Task.FromResult(!Gateway.Lifecycle.Heard.IsEmpty));
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);

        Gateway.Lifecycle.IsSilent = false;
        await Eventually.HoldsAsync("the repeat to run", async () => (await CreateAsync(Gateway.Visitor, "order-1")).StatusCode == HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task What_was_refused_may_be_corrected()
    {
        Gateway.Lifecycle.Refuses = Sprout.Contracts.RefusalReason.QuotaExceeded;
        (await CreateAsync(Gateway.Visitor, "order-1")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        Gateway.Lifecycle.Refuses = null;

        (await CreateAsync(Gateway.Visitor, "order-1", """{"port":81}""")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task An_extension_is_made_once()
    {
        var container = await Gateway.GivenAsync();
        var first = await ExtendAsync(container.CorrelationId, "more", 7200);
        var heard = Gateway.Lifecycle.Heard.Count;

        (await ExtendAsync(container.CorrelationId, "more", 7200)).ShouldBe(first);
        Gateway.Lifecycle.Heard.Count.ShouldBe(heard);
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
        again.ToJsonString().ShouldBe(first.ToJsonString());
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
    public void Owner_and_key_do_not_run_into_each_other() => ContainerIds.Derive("i", "ab", "c").ShouldNotBe(ContainerIds.Derive("i", "a", "bc"));

    [Fact]
    public async Task Another_installation_has_another_container_for_the_same_owner_and_key()
    {
        var installation = new InstallationId(Gateway.Database);
        var first = await ContainerIds.MakeAsync(installation, "owner", "key", Cancel);
        (await ContainerIds.MakeAsync(installation, "owner", "key", Cancel)).ShouldBe(first);

        // As after a flush.
        await Gateway.Database.StringSetAsync(SproutKeys.Installation, "0123456789ab");

        (await ContainerIds.MakeAsync(installation, "owner", "key", Cancel)).ShouldNotBe(first);
    }

    [Fact]
    public async Task An_extension_to_the_very_end_has_the_same_answer_too()
    {
        var container = await Gateway.GivenAsync(change: given => given.CreatedAt -= TimeSpan.FromDays(29));
        var first = await ExtendAsync(container.CorrelationId, "more", 86399);
        // By now there is no more to be had.
        await Gateway.ChangeAsync(container, stored => stored.CreatedAt -= TimeSpan.FromHours(12));

        (await ExtendAsync(container.CorrelationId, "more", 86399)).ShouldBe(first);
    }

    [Fact]
    public void The_id_is_a_legal_version_8_uuid()
    {
        var id = ContainerIds.Derive("installation", "owner", "key");

        (id.Version, id.Variant & 0xC).ShouldBe((8, 8));
        ContainerIds.Derive("installation", "owner", "key").ShouldBe(id);
    }

    private async Task<string> ExtendAsync(Guid id, string key, int seconds)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/containers/{id}/extend") { Content = JsonContent.Create(new { ttl_seconds = seconds }) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await Gateway.Visitor.SendAsync(request, Cancel);
        return (await response.JsonAsync()).ToJsonString();
    }

    private static Task<HttpResponseMessage> CreateAsync(HttpClient client, string? key, string body = "{}", CancellationToken? cancellationToken = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/containers") { Content = new StringContent(body, new MediaTypeHeaderValue("application/json")) };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return client.SendAsync(request, cancellationToken ?? Cancel);
    }
}
