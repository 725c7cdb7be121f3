using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Hosting;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.Contracts.Tests.Support;

/// <summary>Every message as the services' own bus writes it into a stream, with everything that may be left out and without.</summary>
internal static class MessagesOnTheBus
{
    private const string Queue = "spec";

    /// <summary>Each as a sample for <c>check.mjs</c>: its envelope, and itself.</summary>
    public static async Task<IReadOnlyList<JsonObject>> WrittenAsync()
    {
        await using var redis = await RedisServer.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Redis:ConnectionString", redis.ConfigurationString), new("urls", "http://127.0.0.1:0")]);
        builder.AddSproutHosting();
        builder.AddSproutBus();
        await using var app = builder.Build();
        await app.StartAsync();

        var queue = await app.Services.GetRequiredService<IBus>().GetSendEndpoint(new($"queue:{Queue}"));
        foreach (var leaveOutNullable in (bool[])[false, true])
        {
            foreach (var message in ContractTypes.Messages)
                await queue.Send(Samples.Make(message, leaveOutNullable), message);
        }

        var database = app.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();
        var entries = await database.StreamRangeAsync($"{{sprout}}:queue:{Queue}");
        return [.. entries.SelectMany(entry => SamplesOf(JsonNode.Parse(entry["b"].ToString())!.AsObject()))];
    }

    private static IEnumerable<JsonObject> SamplesOf(JsonObject envelope)
    {
        var name = envelope["messageType"]![0]!.GetValue<string>().Split(':')[^1];
        yield return new() { ["name"] = $"the envelope of {name}", ["schema"] = "envelope.json", ["value"] = envelope.DeepClone() };
        yield return new() { ["name"] = name, ["schema"] = name + ".json", ["value"] = envelope["message"]!.DeepClone() };
    }
}
