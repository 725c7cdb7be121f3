using System.Net;
using System.Text;

namespace Sprout.Kubernetes.Tests.Support;

/// <summary>Answers in place of an API server, and remembers what it was asked.</summary>
internal sealed class StubServer(Func<CancellationToken, Task<HttpResponseMessage>> answerAsync) : HttpMessageHandler
{
    public List<string> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    public static StubServer Answering(HttpStatusCode code, string body, string mediaType = "application/json", Action<HttpResponseMessage>? change = null) =>
        new(_ =>
        {
            var response = new HttpResponseMessage(code) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
            change?.Invoke(response);
            return Task.FromResult(response);
        });

    public static StubServer Streaming(Stream body, Version? version = null) =>
        new(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body), Version = version ?? HttpVersion.Version11 }));

    /// <summary>One that repeats nothing, unless the limits say so.</summary>
    public KubernetesClient Client(TimeProvider? clock = null, string server = "http://127.0.0.1:1", KubernetesLimits? limits = null) =>
        new(new KubernetesClientConfiguration { Server = new Uri(server), WrapHandler = _ => this, Limits = limits ?? new() { MostRepeats = 0 } }, clock);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        Bodies.Add(request.Content is null ? "" : $"{request.Content.Headers.ContentType} {await request.Content.ReadAsStringAsync(cancellationToken)}");
        return await answerAsync(cancellationToken);
    }
}
