using System.Net;
using System.Text;

namespace Sprout.Local.Proxy;

/// <summary>One gateway and the connections to it, which are nobody else's: its successor has another port.</summary>
public sealed class GatewayLink : IDisposable
{
    private readonly HttpMessageInvoker _connections = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        // Bytes as they come, whatever they mean.
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
    });

    /// <summary>Takes its address.</summary>
    public GatewayLink(Uri address) => Address = address;

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Sends a request and returns when the answer's headers are there.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _connections.SendAsync(request, cancellationToken);

    /// <summary>Closes the connections, each once it has answered.</summary>
    public void Dispose() => _connections.Dispose();
}
