using System.Net;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>
/// Gateways are killed between taking a slot and the container's acceptance, again and again: no slot is lost, and none is given twice.
/// <c>SPROUT_TEST_LONG=1</c> kills a hundred.
/// </summary>
public sealed class When_gateways_die_holding_slots : IDisposable
{
    private const int AtOnce = 4;
    private const int Slots = 3;
    private const int Creations = 125;

    private static readonly int Kills = Environment.GetEnvironmentVariable("SPROUT_TEST_LONG") == "1" ? 100 : 12;
    private static readonly string[] Apart = ["--separate", "--gateways", "3", "--lifecycles", "1", "--provisioners", "1", "--captchas", "1"];

    private static readonly Dictionary<string, string> Settings = new(
        [new("Quota__PerServiceOwner", $"{Slots}"), .. Enumerable.Range(0, AtOnce).SelectMany(owner => Key(owner))]);

    // Their leases end after two seconds, and they do not wait as long for an answer; so a hundred kills do not take a hundred minutes.
    private static readonly Dictionary<string, string> SettingsOfTheDoomed = new([.. Settings, new("Quota__LeaseTime", "00:00:02"), new("Gateway__RequestTimeout", "00:00:01")]);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task As_many_slots_are_free_as_before()
    {
        await using var sprout = await SproutProcess.UpAsync(_folder.Path, Apart, Settings);
        var left = new WhatIsLeft(sprout);
        await using var redis = await left.ConnectAsync();
        var lifecycle = sprout.Services.Single(service => service.Name == "lifecycle-1");
        lifecycle.Signal("STOP");

        await Parallel.ForEachAsync(Enumerable.Range(0, AtOnce), async (owner, _) =>
        {
            for (var kill = 0; kill < Kills / AtOnce; kill++)
                await DieHoldingASlotAsync(owner, left.RedisAddress, redis);
        });
        foreach (var owner in Enumerable.Range(0, AtOnce))
            await Eventually.HoldsAsync("all leases to be over", async () => await LeasesAsync(redis, owner) == 0);

        // What the dead had asked for has expired meanwhile, and nobody is told of a container that nobody waits for.
        lifecycle.Signal("CONT");
        await Eventually.HoldsAsync("what they asked for to be cleared away", async () => (await left.MessagesAsync()).Count == 0);
        foreach (var owner in Enumerable.Range(0, AtOnce))
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, Creations).Select(number => CreateAsync(sprout, owner, number)));
            answers.Count(answer => answer == HttpStatusCode.Accepted).ShouldBe(Slots);
            answers.Count(answer => answer == HttpStatusCode.TooManyRequests).ShouldBe(Creations - Slots);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static KeyValuePair<string, string>[] Key(int owner) =>
    [
        new($"ApiKeys__{10 + owner}__Name", $"owner-{owner}"),
        new($"ApiKeys__{10 + owner}__Key", $"key-of-owner-{owner}"),
        new($"ApiKeys__{10 + owner}__Scope", "Service"),
    ];

    private static string SlotsOf(int owner) => $"{{sprout}}:quota:service:owner-{owner}";

    private static async Task DieHoldingASlotAsync(int owner, string redisAddress, ConnectionMultiplexer redis)
    {
        await using var gateway = await GatewayProcess.StartAsync(redisAddress, SettingsOfTheDoomed);
        using var client = new SproutClient(gateway.Url, $"key-of-owner-{owner}");
        await Eventually.HoldsAsync("a slot to be free", async () => await LeasesAsync(redis, owner) < Slots);
        var before = await HoldersAsync(redis, owner);
        var creation = SproutClient.TryAsync(() => client.CreateAsync("doomed"));
        await Eventually.HoldsAsync("the slot to be taken", async () => (await HoldersAsync(redis, owner)).Except(before).Any());
        await gateway.DisposeAsync();
        (await creation).ShouldBeFalse();
    }

    private static async Task<HttpStatusCode> CreateAsync(SproutProcess sprout, int owner, int number)
    {
        var gateways = sprout.Services.Where(service => service.Name.StartsWith("gateway", StringComparison.Ordinal)).ToList();
        using var client = new SproutClient(gateways[number % gateways.Count].Url, $"key-of-owner-{owner}");
        try
        {
            await client.CreateAsync($"late-{number}");
            return HttpStatusCode.Accepted;
        }
        catch (HttpRequestException exception) when (exception.StatusCode is { } status)
        {
            return status;
        }
    }

    private static async Task<int> LeasesAsync(ConnectionMultiplexer redis, int owner)
    {
        var time = (await redis.GetDatabase().ExecuteAsync("TIME", [], default)).Items;
        var now = ((long)time[0] * 1000) + ((long)time[1] / 1000);
        return (int)(long)await redis.GetDatabase().ExecuteAsync("ZCOUNT", [SlotsOf(owner), $"({now}", "+inf"], default);
    }

    private static async Task<IReadOnlyList<string>> HoldersAsync(ConnectionMultiplexer redis, int owner)
    {
        var members = await redis.GetDatabase().ExecuteAsync("ZRANGE", [SlotsOf(owner), "0", "-1"], default);
        return [.. members.Items.Select(member => (string)member!)];
    }
}
