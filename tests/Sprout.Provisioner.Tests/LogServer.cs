using System.Net;
using System.Text;
using Sprout.Kubernetes;

namespace Sprout.Provisioner.Tests;

/// <summary>Answers in place of an API server that is asked for logs.</summary>
internal sealed class LogServer : HttpMessageHandler
{
    public List<string> Requests { get; } = [];

    public Func<string, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = (_, _) => Refusal();

    public static Task<HttpResponseMessage> Log(string text) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "text/plain") });

    public static Task<HttpResponseMessage> Refusal() => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest)
    {
        Content = new StringContent("""{"kind":"Status","status":"Failure","message":"container is waiting to start","reason":"BadRequest","code":400}"""),
    });

    public KubernetesClient Client(TimeProvider clock) => new(new() { Server = new("http://127.0.0.1:1"), WrapHandler = _ => this }, clock);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request.RequestUri!.PathAndQuery);
        return Answer(request.RequestUri.Query, cancellationToken);
    }
}
