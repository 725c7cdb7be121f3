using System.Net;
using System.Net.Sockets;

namespace Sprout.Gateway.Tests.Support;

/// <summary>Addresses in 127.0.0.0/8, all of which are this machine's on Linux: each client of a test is somebody of its own.</summary>
internal static class LoopbackAddress
{
    // Begins where other runs on this machine most probably do not; no test depends on it.
    private static int _last = Random.Shared.Next(1 << 22);

    /// <summary>One that was not given out before.</summary>
    public static IPAddress Next()
    {
        var number = Interlocked.Increment(ref _last) & 0x3F_FFFF;
        return new([127, (byte)(1 + (number >> 16)), (byte)(number >> 8), (byte)number]);
    }

    /// <summary>Connects from that address.</summary>
    public static SocketsHttpHandler HandlerFrom(IPAddress address) => new()
    {
        AllowAutoRedirect = true,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Bind(new IPEndPoint(address, 0));
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
