using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>What carries the messages is a setting, and nothing else changes with it.</summary>
public sealed class On_another_transport : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task In_memory_a_container_lives_and_ends()
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, environment: new Dictionary<string, string> { ["Bus__Transport"] = "in-memory" });

        await LiveAndEndAsync(sprout);
    }

    [Fact]
    public async Task In_memory_nothing_runs_apart()
    {
        await using var sprout = SproutProcess.Start(_folder.Path, ["--separate"], new Dictionary<string, string> { ["Bus__Transport"] = "in-memory" });

        (await sprout.ExitsAsync()).ShouldBe(1);

        sprout.Output.ShouldContain("Bus:Transport is in-memory, which reaches no other process.");
    }

    [Fact]
    public async Task Over_RabbitMQ_containers_live_and_end_also_when_services_are_killed()
    {
        Assert.SkipWhen(RabbitMqServer.WhyNot is not null, RabbitMqServer.WhyNot ?? "");
        await using var rabbit = await RabbitMqServer.StartAsync();
        var settings = new Dictionary<string, string> { ["Bus__Transport"] = "rabbitmq", ["Bus__RabbitMq"] = rabbit.Address.ToString() };
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, ["--separate", "--gateways", "1"], settings);
        await LiveAndEndAsync(sprout);

        foreach (var service in sprout.Services.Where(service => service.Name is "lifecycle-1" or "provisioner-1"))
            service.Signal("KILL");

        await LiveAndEndAsync(sprout);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task LiveAndEndAsync(SproutProcess sprout)
    {
        using var client = sprout.Client();
        var id = await client.CreateAsync("hello");
        await client.WaitUntilAsync(id, "running");
        await client.DeleteAsync(id);
        await client.WaitUntilAsync(id, "deleted");
    }
}
