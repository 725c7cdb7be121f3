using Sprout.Gateway.Tests.Support;
using Sprout.Testing;

namespace Sprout.Gateway.Tests.Events;

public sealed class When_redis_restarts
{
    [Fact]
    public async Task Streams_go_on_where_its_data_survives()
    {
        await using var redis = await RedisServer.StartAsync(extraArguments: ["--appendonly", "yes", "--appendfsync", "always"]);
        await using var gateway = await GatewayHost.StartAsync(redis);
        await using var events = await EventReader.ConnectAsync(gateway.Visitor);
        var before = await gateway.GivenAsync();
        (await events.NextChangeAsync())["container_id"]!.GetValue<Guid>().ShouldBe(before.CorrelationId);

        await redis.RestartAsync();
        var after = await gateway.GivenAsync();

        (await events.NextChangeAsync())["container_id"]!.GetValue<Guid>().ShouldBe(after.CorrelationId);
    }

    [Fact]
    public async Task Clients_list_again_where_it_does_not()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(redis);
        await using var events = await EventReader.ConnectAsync(gateway.Visitor);
        await gateway.GivenAsync();
        await events.NextChangeAsync();

        await redis.RestartAsync();

        var resync = await events.NextAsync();
        (resync.EventType, resync.Data).ShouldBe(("resync", """{"reason":"gap"}"""));
        var after = await gateway.GivenAsync();
        (await events.NextChangeAsync())["container_id"]!.GetValue<Guid>().ShouldBe(after.CorrelationId);
    }
}
