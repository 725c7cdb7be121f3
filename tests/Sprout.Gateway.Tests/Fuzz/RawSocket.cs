using System.Net.Sockets;
using System.Text;

namespace Sprout.Gateway.Tests.Fuzz;

/// <summary>Sends bytes, whatever they are, and reads what comes back, for a bounded time.</summary>
internal static class RawSocket
{
    /// <summary>Longer than any answer takes on a busy machine; a connection that is still open then is stuck.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    /// <summary>Sends the bytes and reads to the end.</summary>
    /// <param name="address">Whom.</param>
    /// <param name="bytes">What.</param>
    /// <param name="finish">Whether to say that nothing more comes, which Kestrel takes for a client that has gone; without it the other side must answer or lose patience.</param>
    public static async Task<RawAnswer> SendAsync(Uri address, ReadOnlyMemory<byte> bytes, bool finish = false)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, bound.Token);
        var received = new MemoryStream();
        try
        {
            await Task.WhenAll(WriteAsync(socket, bytes, finish, bound.Token), ReadAsync(socket, received, bound.Token));
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"Stuck for {Bound.TotalSeconds} s after: {Start(bytes)}");
        }

        return RawAnswer.Parse(Encoding.Latin1.GetString(received.ToArray()));
    }

    /// <summary>The beginning of what was sent, to tell it from the rest.</summary>
    public static string Start(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span[..Math.Min(300, bytes.Length)]);

    private static async Task WriteAsync(Socket socket, ReadOnlyMemory<byte> bytes, bool finish, CancellationToken cancellationToken)
    {
        try
        {
            while (bytes.Length > 0)
                bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
            if (finish)
                socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException refused)
        {
            // They had heard enough. What they answered is read all the same.
            TestContext.Current.SendDiagnosticMessage("{0}", refused.SocketErrorCode);
        }
    }

    private static async Task ReadAsync(Socket socket, MemoryStream received, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellationToken) is > 0 and var read)
            {
                received.Write(buffer, 0, read);
                if (IsStream(received))
                    return;
            }
        }
        catch (SocketException reset)
        {
            // They closed while bytes of ours were on the way.
            TestContext.Current.SendDiagnosticMessage("{0}", reset.SocketErrorCode);
        }
    }

    // An event stream does not end.
    private static bool IsStream(MemoryStream received)
    {
        var text = Encoding.Latin1.GetString(received.GetBuffer(), 0, (int)received.Length);
        return text.Contains("text/event-stream", StringComparison.Ordinal) && text.Contains("\r\n\r\n", StringComparison.Ordinal);
    }
}
