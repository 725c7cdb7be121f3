using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Api;

namespace Sprout.ClusterSimulator.Calls;

/// <summary>Says what a request is, and counts.</summary>
internal sealed class CallCounter
{
    private readonly ConcurrentDictionary<(string Verb, string Resource, string UserAgent), long> counts = new();
    private long number;

    public ApiCall Count(HttpRequest request, ApiPath? path)
    {
        var call = new ApiCall(
            Interlocked.Increment(ref number),
            VerbOf(request, path),
            path is null ? request.Path.Value ?? "/" : path.Subresource.Length == 0 ? path.Kind.Plural : $"{path.Kind.Plural}/{path.Subresource}",
            path?.Namespace ?? "",
            path?.Name ?? "",
            request.Headers.UserAgent.ToString());
        counts.AddOrUpdate((call.Verb, call.Resource, call.UserAgent), 1, (_, count) => count + 1);
        return call;
    }

    public IReadOnlyList<CallCount> All =>
    [
        .. counts.Select(each => new CallCount(each.Key.Verb, each.Key.Resource, each.Key.UserAgent, each.Value))
            .OrderBy(each => each.UserAgent).ThenBy(each => each.Resource).ThenBy(each => each.Verb),
    ];

    public void Reset() => counts.Clear();

    private static string VerbOf(HttpRequest request, ApiPath? path)
    {
        var isOne = path is null || path.Name.Length > 0;
        return request.Method switch
        {
            "GET" when request.Query["watch"].ToString() is "true" or "1" => "watch",
            "GET" => isOne ? "get" : "list",
            "POST" => "create",
            "PUT" => "update",
            "DELETE" => isOne ? "delete" : "deletecollection",
            var other => other.ToLowerInvariant(),
        };
    }
}
