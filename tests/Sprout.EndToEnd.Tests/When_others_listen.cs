using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sprout.EndToEnd.Tests;

/// <summary>The programs in <c>samples/</c>, which know the contracts and nothing else, beside a Sprout that runs.</summary>
public sealed class When_others_listen : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SproutProcess _sprout = null!;

    private string Redis => $"redis://:{Kept("password")}@127.0.0.1:{Kept("port")}";

    private string Place => Path.Combine(_folder.Path, "place.txt");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(ThirdParty.HasNode, "there is no Node");
        _sprout = await SproutProcess.UpAsync(_folder.Path);
    }

    [Fact]
    public async Task They_hear_of_each_change_also_of_those_while_they_were_away()
    {
        using var client = _sprout.Client();
        Guid first, second;
        using (var consumer = ThirdParty.StartConsumer(Redis))
        using (var reader = ThirdParty.StartReader(Redis, Place))
        {
            await reader.SaysAsync("following from");
            await QueueIsBoundAsync();
            first = await client.CreateAsync("heard");
            await consumer.SaysAsync($"{first} heard: Pending -> Running");
            await reader.SaysAsync($"{first}", "container.running");
        }

        second = await client.CreateAsync("unheard");
        await client.WaitUntilAsync(second, "running");

        using (var consumer = ThirdParty.StartConsumer(Redis))
        using (var reader = ThirdParty.StartReader(Redis, Place))
        {
            await consumer.SaysAsync($"{second} unheard: Pending -> Running");
            await reader.SaysAsync($"{second}", "container.running");
            reader.Lines.ShouldNotContain(line => line.Contains("resync", StringComparison.Ordinal));
            // The one that was in hand when it was killed may come twice, nothing before it.
            reader.Lines.Count(line => line.Contains($"{first}", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(1);
            reader.Lines.Where(line => line.StartsWith('{')).ShouldAllBe(line => IsAsDescribed(line));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_sprout is not null)
            await _sprout.DisposeAsync();
        _folder.Dispose();
    }

    private async Task QueueIsBoundAsync()
    {
        await using var redis = await new WhatIsLeft(_sprout).ConnectAsync();
        await Testing.Eventually.HoldsAsync("the consumer's queue is bound", async () =>
            (await redis.GetDatabase().ExecuteAsync("SISMEMBER", ["{sprout}:topology:Sprout.Contracts:ContainerStateChanged", "sample-container-journal"], default)) is var bound && (long)bound == 1);
    }

    // The schema as far as it can be looked at without a library for it: no field that it does not name, none missing, nothing outside a closed list.
    private static bool IsAsDescribed(string line)
    {
        var schema = JsonNode.Parse(File.ReadAllText(ThirdParty.SchemaOf("container_events")))!;
        var (fields, entry) = (schema["properties"]!.AsObject(), JsonSerializer.Deserialize<Dictionary<string, string>>(line)!);
        return entry.Remove("id")
            && schema["required"]!.AsArray().All(name => entry.ContainsKey(name!.GetValue<string>()))
            && entry.All(field => fields[field.Key] is { } described && (described["enum"]?.AsArray().Any(value => value!.GetValue<string>() == field.Value) ?? true));
    }

    private string Kept(string file) => File.ReadAllText(Path.Combine(_folder.Path, "redis", file));
}
