using System.Collections.Concurrent;
using System.Net.Security;

namespace Sprout.Kubernetes.Http;

/// <summary>Pooled connections with one set of credentials. Disposing it ends them all, whatever still streams on them.</summary>
internal sealed class ApiTransport : IDisposable
{
    private readonly ConcurrentDictionary<Stream, byte> _connections = new();
    private readonly ApiDialer _dialer;
    private readonly HttpMessageInvoker _invoker;

    public ApiTransport(KubernetesClientConfiguration configuration, TimeProvider clock)
    {
        _dialer = new ApiDialer(clock, configuration.ResolveAsync);
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // a redirect must not carry our token elsewhere
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a name that moved, or a server that came back, is noticed
            EnableMultipleHttp2Connections = true, // the API server takes 100 to 250 streams on one, and watches keep theirs
            KeepAlivePingDelay = TimeSpan.FromSeconds(10), // without pings a watch waits for ever on a connection that is dead; client-go takes 45 s to notice
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            MaxResponseDrainSize = 0, // a watch that is left has no end to wait for
            ConnectCallback = async (context, cancellationToken) => Track(await _dialer.ConnectAsync(context.DnsEndPoint, cancellationToken)),
            SslOptions = TlsOptions(configuration),
        });
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _invoker.SendAsync(request, cancellationToken);

    public void Dispose()
    {
        _invoker.Dispose();
        // The framework lets streams of HTTP/2 go on for as long as they like.
        foreach (var connection in _connections.Keys)
            connection.Dispose();
    }

    private static SslClientAuthenticationOptions TlsOptions(KubernetesClientConfiguration configuration)
    {
        var options = new SslClientAuthenticationOptions();
        if (configuration.ClientCertificate is { } certificate)
        {
            options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, configuration.ClientCertificateChain, offline: true);
        }

        if (configuration.SkipTlsVerify)
        {
#pragma warning disable CA5359, MA0039 // asked for in so many words: insecure-skip-tls-verify
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359, MA0039
        }
        else if (configuration.SslCaCerts is { } authorities)
        {
            options.RemoteCertificateValidationCallback = new ServerCertificateValidator(authorities).Validate;
        }

        return options;
    }

    private TrackedConnection Track(System.Net.Sockets.Socket socket)
    {
        var connection = new TrackedConnection(socket, closed => _connections.TryRemove(closed, out _));
        _connections.TryAdd(connection, 0);
        return connection;
    }

    private sealed class TrackedConnection(System.Net.Sockets.Socket socket, Action<Stream> closed) : System.Net.Sockets.NetworkStream(socket, ownsSocket: true)
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing)
                closed(this);
            base.Dispose(disposing);
        }
    }
}
