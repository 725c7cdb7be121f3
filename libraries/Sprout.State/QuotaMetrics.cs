using System.Diagnostics.Metrics;

namespace Sprout.State;

/// <summary>The meter <c>Sprout.State</c>.</summary>
internal static class QuotaMetrics
{
    public const string MeterName = "Sprout.State";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Denials = Meter.CreateCounter<long>(
        "sprout.quota.denials", "{request}", "Requests for a container that found a quota full, by its kind: owner, address, service or total.");

    // Whose quota it was is nobody's business but its owner's, and would be a series for each.
    public static void Denied(string scope) => Denials.Add(1, new KeyValuePair<string, object?>("scope", QuotaOptions.KindOf(scope)));
}
