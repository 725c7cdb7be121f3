using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Defaults;

/// <summary>Rewrites amounts as an API server does, so that <c>1000m</c> reads back as <c>1</c>.</summary>
internal static class Quantities
{
    public static void Canonicalize(JsonObject? amounts)
    {
        foreach (var (resource, text) in (amounts ?? []).Select(amount => (amount.Key, JsonPaths.Scalar(amount.Value))).ToList())
        {
            if (Quantity.TryParse(text, out var quantity))
            {
                amounts![resource] = quantity.ToString();
            }
        }
    }

    /// <summary>The first amount that is no quantity, or null.</summary>
    public static string? FirstMalformed(JsonObject? amounts) =>
        (amounts ?? []).Select(amount => JsonPaths.Scalar(amount.Value) ?? "").FirstOrDefault(text => !Quantity.TryParse(text, out _));
}
