using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Sprout.MassTransit.RedisStreams.Transport;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>
/// Refuses an in-memory outbox around a saga whose messages are stored with it: the outbox would keep them back until after the saga is stored,
/// and a process that dies in between would lose them. MassTransit shows how its pipes are built only by probing them.
/// </summary>
internal static class InMemoryOutboxGuard
{
    /// <summary>Throws <see cref="NotSupportedException"/> for such an endpoint.</summary>
    public static void Check(IBusInstance bus, IServiceProvider provider, TransportConnection connection)
    {
        var stored = provider.GetServices<RedisSagaRegistration>()
            .Where(registration => connection.IsOver(registration.ConnectionFactory(provider)))
            .Select(registration => TypeCache.GetShortName(registration.SagaType))
            .ToHashSet();
        if (stored.Count == 0)
            return;
        foreach (var pipe in Descendants(JsonSerializer.SerializeToNode(bus.BusControl.GetProbeResult().Results)).OfType<JsonArray>())
        {
            if (pipe.Any(filter => IsFilter(filter, "outbox")) && pipe.FirstOrDefault(filter => IsFilter(filter, "saga") && SagaOf(filter!) is { } saga && stored.Contains(saga)) is { } found)
            {
                throw new NotSupportedException(
                    $"The endpoint of {SagaOf(found)} uses an in-memory outbox. Remove UseInMemoryOutbox: over Redis Streams the Redis saga repository stores the saga's messages in the same script as the saga.");
            }
        }
    }

    private static bool IsFilter(JsonNode? filter, string type) => filter is JsonObject node && (string?)node["filterType"] == type;

    private static string? SagaOf(JsonNode filter) => (string?)filter["sagaStateMachine"]?["instanceType"] ?? (string?)filter["stateMachine"]?["instanceType"];

    private static IEnumerable<JsonNode> Descendants(JsonNode? node)
    {
        if (node is null)
            yield break;
        yield return node;
        var children = node switch
        {
            JsonObject parent => parent.Select(property => property.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var descendant in children.SelectMany(Descendants))
            yield return descendant;
    }
}
