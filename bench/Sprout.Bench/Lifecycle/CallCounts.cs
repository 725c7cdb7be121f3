namespace Sprout.Bench.Lifecycle;

/// <summary>How often which call was made, by Kubernetes' verb and the resource: <c>create pods</c>.</summary>
internal sealed record CallCounts(IReadOnlyDictionary<string, long> ByCall)
{
    // Made now and then, however many containers there are.
    private static readonly string[] Background = ["leases", "namespaces", "networkpolicies", "resourcequotas", "limitranges", "version"];

    /// <summary>Whether a user agent is a service of Sprout's: <c>Sprout.Provisioner</c>, <c>Sprout.Lifecycle</c>.</summary>
    public static bool IsSprout(string userAgent) => userAgent.StartsWith("Sprout", StringComparison.OrdinalIgnoreCase);

    /// <summary>What was made since then.</summary>
    public CallCounts Since(CallCounts before) => new(
        ByCall.Select(call => KeyValuePair.Create(call.Key, call.Value - before.ByCall.GetValueOrDefault(call.Key))).Where(call => call.Value > 0).ToDictionary());

    /// <summary>Those that come with containers, most first.</summary>
    public IEnumerable<KeyValuePair<string, long>> OfContainers => ByCall.Where(call => !IsBackground(call.Key)).OrderByDescending(call => call.Value);

    /// <summary>The others.</summary>
    public IEnumerable<KeyValuePair<string, long>> OfBackground => ByCall.Where(call => IsBackground(call.Key)).OrderByDescending(call => call.Value);

    private static bool IsBackground(string call) => Array.Exists(Background, resource => call.EndsWith(' ' + resource, StringComparison.Ordinal));
}
