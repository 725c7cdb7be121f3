using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace Sprout.Provisioner.Tests;

/// <summary>Stands between the provisioner and the API server: sees each call, and answers in its place where told to.</summary>
internal sealed class ApiInterference
{
    private readonly ConcurrentQueue<string> _calls = new();

    /// <summary>The answer to a call; null lets it pass.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Answer { get; set; } = _ => null;

    /// <summary>Method and body of each call so far, such as <c>DELETE {"gracePeriodSeconds":0,…}</c>.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>What the API server answers when it refuses.</summary>
    public static HttpResponseMessage Refusal(int status, string message, string? field = null) => new((HttpStatusCode)status)
    {
        Content = new StringContent(new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["status"] = "Failure",
            ["code"] = status,
            ["reason"] = ((HttpStatusCode)status).ToString(),
            ["message"] = message,
            ["details"] = field is null ? null : new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["field"] = field }) },
        }.ToJsonString()),
    };

    public HttpMessageHandler Wrap(HttpMessageHandler inner) => new Handler(this, inner);

    private sealed class Handler(ApiInterference interference, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            interference._calls.Enqueue($"{request.Method} {(request.Content is { } body ? await body.ReadAsStringAsync(cancellationToken) : "")}");
            return interference.Answer(request) ?? await base.SendAsync(request, cancellationToken);
        }
    }
}
