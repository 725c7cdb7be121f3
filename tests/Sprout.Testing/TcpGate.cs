using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sprout.Testing;

/// <summary>A port that leads to a server until it is shut: then connections break and new ones are refused, as if the server were gone, for those who came this way.</summary>
public sealed class TcpGate : IAsyncDisposable
{
    private readonly int _serverPort;
    private readonly ConcurrentDictionary<TcpClient, byte> _clients = new();
    private TcpListener? _listener;

    private TcpGate(int serverPort, int port)
    {
        _serverPort = serverPort;
        Port = port;
    }

    /// <summary>Where to connect to instead of the server.</summary>
    public int Port { get; }

    /// <summary>An open gate to the port on 127.0.0.1.</summary>
    public static TcpGate To(int serverPort)
    {
        var gate = new TcpGate(serverPort, RedisServer.FreePort());
        gate.Open();
        return gate;
    }

    /// <summary>Lets them in. Nothing happens when it is open.</summary>
    public void Open()
    {
        if (_listener is not null)
            return;
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    /// <summary>Breaks every connection and refuses new ones.</summary>
    public void Shut()
    {
        _listener?.Stop();
        _listener = null;
        foreach (var client in _clients.Keys)
            client.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Shut();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = ForwardAsync(listener, await listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Shut.
            listener.Dispose();
        }
    }

    private async Task ForwardAsync(TcpListener listener, TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        _clients[client] = 0;
        _clients[server] = 0;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            if (ReferenceEquals(_listener, listener))
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // One of the two has gone, so the other goes too.
            server.Dispose();
        }

        client.Dispose();
        _clients.TryRemove(client, out _);
        _clients.TryRemove(server, out _);
    }
}
