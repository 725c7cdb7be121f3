using System.Net;

namespace Sprout.Telemetry.Tests.Support;

/// <summary>Answers 403 to some calls, which the simulator never does.</summary>
internal sealed class Refusals
{
    /// <summary>What the path of such a call has in it; empty for none.</summary>
    public string Path { get; set; } = "";

    public HttpMessageHandler Before(HttpMessageHandler inner) => new Handler(inner, this);

    private sealed class Handler(HttpMessageHandler inner, Refusals refusals) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            refusals.Path.Length > 0 && request.RequestUri!.AbsolutePath.Contains(refusals.Path, StringComparison.Ordinal)
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("""{"kind":"Status","status":"Failure","reason":"Forbidden","message":"not you","code":403}""") })
                : base.SendAsync(request, cancellationToken);
    }
}
