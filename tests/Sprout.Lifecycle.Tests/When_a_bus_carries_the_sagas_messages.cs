using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.Lifecycle.Tests;

/// <summary>As a service has it, over Redis Streams.</summary>
public sealed class When_a_bus_carries_the_sagas_messages
{
    [Fact]
    public async Task Those_that_come_fast_are_read_together()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConfigurationString);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IConnectionMultiplexer>(connection).AddSingleton(connection.GetDatabase()).AddSingleton<IKubernetes>(new FakeKubernetes()).AddSingleton(TimeProvider.System);
        builder.AddSproutBus(LifecycleService.AddLifecycleBus);
        builder.AddLifecycle();
        using var host = builder.Build();

        using var probe = JsonSerializer.SerializeToDocument(host.Services.GetRequiredService<IBusControl>().GetProbeResult().Results);

        GatherTimes(probe.RootElement).ShouldContain(("container", "00:00:00.0250000"));
    }

    // Wherever the probe has put them.
    private static IEnumerable<(string? Queue, string? Time)> GatherTimes(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => GatherTimes(property.Value)).Concat(
            element.TryGetProperty("queueName", out var queue) && element.TryGetProperty("gatherTime", out var time) ? [(queue.GetString(), time.GetString())] : []),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(GatherTimes),
        _ => [],
    };
}
