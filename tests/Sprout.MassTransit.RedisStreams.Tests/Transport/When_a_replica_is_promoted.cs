using Sprout.MassTransit.RedisStreams.Tests.Transport.Support;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport;

/// <summary>The old primary dies, and the address leads to its replica, which takes over.</summary>
public sealed class When_a_replica_is_promoted : TransportTest
{
    private readonly Inbox _inbox = new();

    [Fact]
    public async Task Everything_that_it_had_seen_goes_on()
    {
        await using var replica = await RedisServer.StartAsync(extraArguments: ["--replicaof", "127.0.0.1", $"{Server.Port}"]);
        await using var proxy = new TcpProxy(Server.Port);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = await StartConsumerAsync(
            "parcels",
            async context =>
            {
                begun.TrySetResult();
                await go.Task;
                await _inbox.HandleAsync(context);
            },
            endpoint => endpoint.PrefetchCount = 5,
            port: proxy.Port);
        var publisher = await StartPublisherAsync(port: proxy.Port);
        for (var i = 0; i < 20; i++)
            await publisher.PublishAsync(i);
        await begun.Task.WaitAsync(Patience);
        await Eventually.HoldsAsync("the replica has all", async () => await NumberAsync("WAIT", 1, 100) == 1);

        await Server.KillAsync();
        proxy.Cut();
        proxy.Lead(replica.Port);
        var publishing = publisher.PublishAsync(20); // refused as READONLY until it is promoted
        go.SetResult();
        await using (var promoter = await Sprout.Redis.ConnectionMultiplexer.ConnectAsync(replica.ConfigurationString))
            await promoter.GetDatabase().ExecuteAsync("REPLICAOF", ["NO", "ONE"]);

        await publishing.WaitAsync(Patience);
        await _inbox.UntilAsync(21);
        await using var admin = await Sprout.Redis.ConnectionMultiplexer.ConnectAsync(replica.ConfigurationString);
        await Eventually.HoldsAsync("nothing is left", async () => (long)await admin.GetDatabase().ExecuteAsync("XLEN", [Queue("parcels")]) == 0);
        await Eventually.HoldsAsync("all are healthy", () => consumer.IsHealthy && publisher.IsHealthy, Patience);
        _inbox.Deliveries.Count.ShouldBe(21);
    }

    // Replication is asynchronous: what the replica had not seen is lost, and what it had not seen acknowledged comes again.
    [Fact]
    public async Task What_it_had_not_seen_acknowledged_comes_again()
    {
        await using var replica = await RedisServer.StartAsync(extraArguments: ["--replicaof", "127.0.0.1", $"{Server.Port}"]);
        await using var proxy = new TcpProxy(Server.Port);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await StartConsumerAsync(
            "parcels",
            async context =>
            {
                await _inbox.HandleAsync(context);
                begun.TrySetResult();
                await go.Task;
            },
            port: proxy.Port);
        await (await StartPublisherAsync()).PublishAsync(1);
        await begun.Task.WaitAsync(Patience);
        await Eventually.HoldsAsync("the replica has all", async () => await NumberAsync("WAIT", 1, 100) == 1);
        await using (var promoter = await Sprout.Redis.ConnectionMultiplexer.ConnectAsync(replica.ConfigurationString))
            await promoter.GetDatabase().ExecuteAsync("REPLICAOF", ["NO", "ONE"]);
        go.SetResult();
        await UntilEmptyAsync("parcels");

        proxy.Lead(replica.Port);
        proxy.Cut();

        await Eventually.HoldsAsync("it came again", () => _inbox.Deliveries is [_, { IsRedelivered: true }]);
    }
}
