using System.Net.Security;
using System.Net.Sockets;

namespace Sprout.Kubernetes.Http;

/// <summary>Makes the handler that talks to the API server: pooled connections over TLS, with our credentials.</summary>
internal static class ApiHandler
{
    public static HttpMessageHandler Create(KubernetesClientConfiguration configuration)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // a redirect must not carry our token elsewhere
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a name that moved, or a server that came back, is noticed
            EnableMultipleHttp2Connections = true, // the API server takes 250 streams on one, and watches keep theirs
            KeepAlivePingDelay = TimeSpan.FromSeconds(30), // as client-go: without pings a watch waits for ever on a connection that is dead
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            MaxResponseDrainSize = 0, // a watch that is left has no end to wait for
            ConnectCallback = ConnectAsync,
            SslOptions = TlsOptions(configuration),
        };
        return configuration is { AccessToken: null, AccessTokenFile: null } ? handler : new BearerTokenHandler(configuration.AccessToken, configuration.AccessTokenFile, handler);
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

    // HTTP/1.1 has no pings; there the kernel's keep-alive finds out that the other side is gone.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
