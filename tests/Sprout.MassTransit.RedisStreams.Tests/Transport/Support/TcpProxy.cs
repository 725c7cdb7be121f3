using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport.Support;

/// <summary>Stands between clients and a server, and fails as networks do.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<Socket, Socket> _open = new();
    private readonly Task _accepting;
    private volatile bool _isRefusing;
    private volatile bool _isDeaf;
    private volatile int _target;
    private int _refused;

    /// <summary>Listens on a free port for the server on this one.</summary>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Breaks every connection; new ones are made.</summary>
    public void Cut()
    {
        foreach (var (client, server) in _open)
        {
            client.Dispose();
            server.Dispose();
        }
    }

    /// <summary>Breaks every connection, and each new one at once, until <see cref="Restore"/>.</summary>
    public void Refuse()
    {
        _isRefusing = true;
        Cut();
    }

    /// <summary>From now on what the server says is lost on the way, and the server never hears that.</summary>
    public void SwallowReplies() => _isDeaf = true;

    /// <summary>Is a good network again, for connections made from now on.</summary>
    public void Restore()
    {
        _isDeaf = false;
        _isRefusing = false;
    }

    /// <summary>Sends new connections to another server.</summary>
    public void Lead(int target) => _target = target;

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        await _accepting;
        Cut();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_ending.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            if (_isRefusing)
            {
                Interlocked.Increment(ref _refused);
                return;
            }

            _open[client] = server;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target);
                await Task.WhenAny(CopyAsync(client, server, () => false), CopyAsync(server, client, () => _isDeaf));
            }
            catch (SocketException)
            {
                client.Close(); // as the server refused us, we refuse the client
            }
            finally
            {
                _open.TryRemove(client, out _);
            }
        }
    }

    private static async Task CopyAsync(Socket from, Socket to, Func<bool> isLost)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                for (var sent = 0; sent < count && !isLost();)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            from.Close(); // the other side ended it
        }
    }
}
