using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sprout.Kubernetes.Http;

/// <summary>
/// Connects to an API server that may stand behind several addresses: each has a moment only, and one that did not answer lately comes last, so that a server
/// that died costs the first call a moment and the others nothing.
/// </summary>
internal sealed class ApiDialer(TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, Func<IPEndPoint, CancellationToken, Task<Socket>>? connect = null)
{
    /// <summary>How long one address of several has.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<IPAddress, DateTimeOffset> _failed = new();

    public async Task<Socket> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(endPoint.Host, out var literal) ? [literal] : await (resolve ?? Dns.GetHostAddressesAsync)(endPoint.Host, cancellationToken);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        var order = addresses.OrderBy(FailedLately).ToList();
        for (var i = 0; ; i++)
        {
            var isLast = i == order.Count - 1;
            using var moment = new CancellationTokenSource(isLast ? Timeout.InfiniteTimeSpan : Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(moment.Token, cancellationToken);
            try
            {
                var socket = await (connect ?? OpenAsync)(new IPEndPoint(order[i], endPoint.Port), either.Token);
                _failed.TryRemove(order[i], out _);
                return socket;
            }
            catch (Exception exception) when (!isLast && !cancellationToken.IsCancellationRequested && exception is SocketException or OperationCanceledException)
            {
                _failed[order[i]] = clock.GetUtcNow();
            }
        }
    }

    private bool FailedLately(IPAddress address) => _failed.TryGetValue(address, out var at) && clock.GetUtcNow() - at < Memory;

    private static async Task<Socket> OpenAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // HTTP/1.1 has no pings; there the kernel's keep-alive finds out that the other side is gone.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, optionValue: true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
            await socket.ConnectAsync(endPoint, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
