using System.Net;
using System.Text.Json;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

public sealed class The_journey_of_a_container : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SproutProcess _sprout = null!;

    public async ValueTask InitializeAsync() => _sprout = await SproutProcess.UpAsync(_folder.Path);

    [Fact]
    public async Task Leads_from_pending_through_running_to_nothing()
    {
        using var client = _sprout.Client();
        var left = new WhatIsLeft(_sprout);

        var id = await client.CreateAsync("hello");
        (await client.GetAsync(id)).GetProperty("status").GetString().ShouldBeOneOf("pending", "running");

        var running = await client.WaitUntilAsync(id, "running");
        (await client.OpenAsync(new(running.GetProperty("url").GetString()!))).ShouldBe(HttpStatusCode.OK);
        (await left.ObjectsOfAsync(id)).ShouldBe((1, 1, 1));

        await client.DeleteAsync(id);
        await client.WaitUntilAsync(id, "deleted");

        await Eventually.HoldsAsync("no object of Sprout's", async () => await left.ObjectsOfAsync() == (0, 0, 0));
        (await left.SlotsAsync()).ShouldBeEmpty();
        (await left.StoryOfAsync(id)).ShouldBe(["container.created", "container.running", "container.deleting", "container.deleted"]);
    }

    [Fact]
    public async Task Fails_with_reasons_where_the_image_does_not_exist()
    {
        using var client = _sprout.Client();

        var failure = (await client.WaitUntilAsync(await client.CreateAsync("hello", "nginx:does-not-exist"), "failed")).GetProperty("failure");

        foreach (var part in (string[])["phase", "reason", "message", "hint"])
            failure.GetProperty(part).GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Is_walked_once_by_requests_with_the_same_key()
    {
        using var client = _sprout.Client();

        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.CreateAsync("twin", idempotencyKey: "the same")));

        ids.Distinct().ShouldHaveSingleItem();
        await client.WaitUntilAsync(ids[0], "running");
        (await new WhatIsLeft(_sprout).ObjectsOfAsync(ids[0])).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task Goes_on_over_a_restart()
    {
        Guid id;
        JsonElement before;
        using (var client = _sprout.Client())
        {
            id = await client.CreateAsync("hello");
            before = await client.WaitUntilAsync(id, "running");
        }

        (await _sprout.TerminateAsync()).ShouldBe(0, _sprout.Output);
        await _sprout.DisposeAsync();
        _sprout = await SproutProcess.UpAsync(_folder.Path);

        using var again = _sprout.Client();
        var after = await again.GetAsync(id);
        after.GetProperty("status").GetString().ShouldBe("running");
        (await again.OpenAsync(new(after.GetProperty("url").GetString()!))).ShouldBe(HttpStatusCode.OK);
        after.GetProperty("version").GetInt32().ShouldBe(before.GetProperty("version").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        await _sprout.DisposeAsync();
        _folder.Dispose();
    }
}
