namespace Sprout.Bench.Lifecycle;

/// <summary>How often which call was made, by words such as <c>create pods</c>.</summary>
internal sealed record CallCounts(IReadOnlyDictionary<string, int> ByCall)
{
    // Made now and then, however many containers there are.
    private static readonly string[] Background = ["leases", "namespaces", "networkpolicies", "resourcequotas", "limitranges", "version"];

    /// <summary>What was made since then.</summary>
    public CallCounts Since(CallCounts before) => new(
        ByCall.Select(call => KeyValuePair.Create(call.Key, call.Value - before.ByCall.GetValueOrDefault(call.Key))).Where(call => call.Value > 0).ToDictionary());

    /// <summary>Those that come with containers, most first.</summary>
    public IEnumerable<KeyValuePair<string, int>> OfContainers => ByCall.Where(call => !IsBackground(call.Key)).OrderByDescending(call => call.Value);

    /// <summary>The others.</summary>
    public IEnumerable<KeyValuePair<string, int>> OfBackground => ByCall.Where(call => IsBackground(call.Key)).OrderByDescending(call => call.Value);

    /// <summary>The words for a call: Kubernetes' verb and the resource, as an audit log says them.</summary>
    public static string Words(string method, string path, string query)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string[] rest = parts switch
        {
            ["api", _, .. var tail] => tail,
            ["apis", _, _, .. var tail] => tail,
            _ => parts,
        };
        if (rest is ["namespaces", _, var resource, .. var below] && resource is not "status")
            rest = [resource, .. below];
        var isItem = rest.Length > 1;
        var verb = method switch
        {
            "GET" when query.Contains("watch=", StringComparison.Ordinal) => "watch",
            "GET" => isItem ? "get" : "list",
            "POST" => "create",
            "PUT" => "update",
            "PATCH" => "patch",
            _ => isItem ? "delete" : "deletecollection",
        };
        return $"{verb} {rest.FirstOrDefault("")}{(rest.Length > 2 ? "/" + rest[2] : "")}";
    }

    private static bool IsBackground(string call) => Array.Exists(Background, resource => call.EndsWith(' ' + resource, StringComparison.Ordinal));
}
