using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Sprout.Redis.Commands;

namespace Sprout.Redis.Connections;

/// <summary>Makes connections that are ready for commands: TCP, TLS, AUTH, CLIENT SETNAME, SELECT, PING.</summary>
internal sealed class ServerConnector(ConfigurationOptions options, TimeProvider time)
{
    /// <summary>
    /// Throws <see cref="RedisConnectionException"/> when that fails or takes longer than the connect time-out. One for reads that wait on the server
    /// learns its <see cref="ServerLink.ClientId"/>.
    /// </summary>
    public async ValueTask<ServerLink> ConnectAsync(bool isForBlocking, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.ConnectTimeout), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await OpenAsync(isForBlocking, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"no answer within {options.ConnectTimeout} ms", exception);
        }
        catch (Exception exception) when (exception is SocketException or IOException or AuthenticationException or RedisException)
        {
            throw Failed(exception.Message, exception);
        }
    }

    private async ValueTask<ServerLink> OpenAsync(bool isForBlocking, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
            var stream = await SecureAsync(new NetworkStream(socket, ownsSocket: true), cancellationToken);
            var link = new ServerLink(stream, options.Limits);
            await LogInAsync(link, cancellationToken);
            if (isForBlocking)
                link.ClientId = await FindClientIdAsync(link, cancellationToken);
            return link;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private RedisConnectionException Failed(string reason, Exception exception) =>
        new($"Could not connect to Redis at {options.Host}:{options.Port}: {reason}", mayHaveExecuted: false, exception);

    private async ValueTask<Stream> SecureAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        if (!options.Ssl)
            return stream;
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = options.SslHost ?? options.Host,
                RemoteCertificateValidationCallback = options.CertificateValidation,
            },
            cancellationToken);
        return secure;
    }

    // PING comes last: a server that is still loading its data, or wants a password, answers it with an error. One that cannot write to
    // its disk does so too (MISCONF), but still reads, and says itself which commands it refuses.
    private async ValueTask LogInAsync(ServerLink link, CancellationToken cancellationToken)
    {
        if (options.Password is { } password)
            await SendAsync(options.User is { } user ? new("AUTH", user, password) : new("AUTH", password));
        if (options.ClientName is { } name)
            await SendAsync(new("CLIENT", "SETNAME", name));
        if (options.DefaultDatabase != 0)
            await SendAsync(new("SELECT", (long)options.DefaultDatabase));
        try
        {
            await SendAsync(new("PING"));
        }
        catch (RedisServerException refusal) when (refusal.Code == "MISCONF")
        {
            return;
        }

        async ValueTask SendAsync(AnyCommand command) => await link.RoundTripAsync<AnyCommand, RedisResult>(command, cancellationToken);
    }

    private static async ValueTask<long?> FindClientIdAsync(ServerLink link, CancellationToken cancellationToken)
    {
        try
        {
            return (long)await link.RoundTripAsync<AnyCommand, RedisResult>(new("CLIENT", "ID"), cancellationToken);
        }
        catch (RedisServerException)
        {
            return null; // A user without the right to it (NOPERM) may still read.
        }
    }
}
