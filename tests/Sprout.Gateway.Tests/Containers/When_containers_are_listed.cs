using System.Text.Json;
using Sprout.Gateway.Tests.Support;
using Sprout.State;

namespace Sprout.Gateway.Tests.Containers;

public sealed class When_containers_are_listed(SharedRedis redis) : GatewayTest(redis)
{
    [Fact]
    public async Task The_newest_come_first_and_pages_join()
    {
        for (var i = 0; i < 5; i++)
            await Gateway.GivenAsync(change: container => (container.Name, container.CreatedAt) = ($"n{i}", DateTimeOffset.UnixEpoch.AddSeconds(i)));

        List<string> seen = [];
        string? cursor = null;
        do
        {
            var page = await Gateway.Visitor.ReadAsync($"/containers?limit=2{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page!["items"]!.AsArray().Select(item => item!["name"]!.GetValue<string>()));
            cursor = page["next_cursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        seen.ShouldBe(["n4", "n3", "n2", "n1", "n0"]);
    }

    [Theory]
    [InlineData("pending", ContainerStates.Pending)]
    [InlineData("running", ContainerStates.Running)]
    [InlineData("failed", ContainerStates.Failed)]
    [InlineData("deleting", ContainerStates.Deleting)]
    [InlineData("deleted", ContainerStates.Deleted)]
    public async Task A_status_picks_those_in_it(string status, string state)
    {
        foreach (var each in new[] { ContainerStates.Pending, ContainerStates.Running, ContainerStates.Failed, ContainerStates.Deleting, ContainerStates.Deleted })
            await Gateway.GivenAsync(each);

        var items = (await Gateway.Visitor.ReadAsync($"/containers?status={status}"))!["items"]!.AsArray();

        items.Single()!["status"]!.GetValue<string>().ShouldBe(ContainerStates.Public(state));
    }

    [Fact]
    public async Task Nobody_sees_anothers()
    {
        await Gateway.GivenAsync();

        (await Gateway.Other.ReadAsync("/containers"))!["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("limit=", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("status=gone", "status")]
    [InlineData("status=Running", "status")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("cursor=", "cursor")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        using var response = await Gateway.Visitor.GetAsync("/containers?" + query, Cancel);

        (await response.WrongFieldsAsync()).ShouldBe([field]);
    }

    [Fact]
    public async Task A_page_costs_the_same_of_20_and_of_10_000()
    {
        await FillAsync(from: 0, to: 20);
        await ReadPageAsync();
        var few = await ReadPageAsync();
        await FillAsync(from: 20, to: 10_000);
        var many = await ReadPageAsync();

        (few, many).ShouldBe((1, 1));
    }

    private async Task<long> ReadPageAsync()
    {
        var before = Gateway.Redis.Counters.Commands;
        var page = await Gateway.Visitor.ReadAsync("/containers?limit=20");
        page!["items"]!.AsArray().Count.ShouldBe(20);
        return Gateway.Redis.Counters.Commands - before;
    }

    /// <summary>Documents and their index alone, in a few commands.</summary>
    private async Task FillAsync(int from, int to)
    {
        List<Task> writes = [];
        for (var i = from; i < to; i++)
        {
            var id = Guid.NewGuid();
            var document = new ContainerDocument { CorrelationId = id, Owner = Gateway.Owner, CurrentState = ContainerStates.Running, CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(i) };
            writes.Add(Gateway.Database.ExecuteAsync("HSET", [SproutKeys.Container(id).Name, "data", JsonSerializer.SerializeToUtf8Bytes(document, StateJson.Options)], Cancel).AsTask());
            writes.Add(Gateway.Database.ExecuteAsync("ZADD", [SproutKeys.OwnerContainers(Gateway.Owner).Name, i, id.ToString("D")], Cancel).AsTask());
        }

        await Task.WhenAll(writes);
    }
}
