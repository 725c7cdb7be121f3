using System.Net.Http.Headers;

namespace Sprout.Kubernetes.Manners;

/// <summary>One call as it may be sent several times.</summary>
/// <param name="Method">Of HTTP.</param>
/// <param name="PathAndQuery">Below the server's address.</param>
/// <param name="Verb">As Kubernetes names it: get, list, watch, create, update, patch, delete.</param>
/// <param name="Resource">As its roles name it: <c>pods</c>, <c>pods/log</c>, ….</param>
internal sealed record ApiCall(HttpMethod Method, string PathAndQuery, string Verb, string Resource)
{
    public byte[]? Body { get; init; }

    public string BodyType { get; init; } = "application/json";

    /// <summary>Another than JSON alone.</summary>
    public string? Accept { get; init; }

    /// <summary>How long the answer may take to begin; null for what all calls have.</summary>
    public TimeSpan? BeginsWithin { get; init; }

    public ApiLane Lane => (Verb, Resource) switch
    {
        ("watch", _) or (_, "leases") => ApiLane.Urgent,
        (_, "pods/log") => ApiLane.Stream,
        _ => ApiLane.Bulk,
    };

    public HttpContent? Content() => Body is null ? null : new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue(BodyType) } };

    public override string ToString() => $"{Method} {PathAndQuery}";
}
