namespace Sprout.Chart.Tests.Cluster;

/// <summary>Reads one header of all answers.</summary>
internal sealed class AnswerHeader(string name) : DelegatingHandler
{
    /// <summary>The last answer's value; null where it had none.</summary>
    public string? Last { get; private set; }

    /// <summary>Puts itself before another handler.</summary>
    public HttpMessageHandler Before(HttpMessageHandler inner)
    {
        InnerHandler = inner;
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        Last = response.Headers.TryGetValues(name, out var values) ? values.First() : null;
        return response;
    }
}
