using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Sprout.Bench.Gateway;

/// <summary>
/// One kept-alive HTTP/1.1 connection that sends requests as bytes, one at a time. It costs a fraction of what HttpClient does, so that on a machine
/// with few cores the server is measured and not its client.
/// </summary>
internal sealed class RawConnection(Uri server) : IDisposable
{
    private const int HeadEndLength = 4;

    private Socket? _socket;
    private byte[] _buffer = new byte[64 * 1024];
    private int _length;

    /// <summary>Sends it and reads the whole answer: the status, and the body, which is valid until the next call. Throws <see cref="IOException"/> or <see cref="SocketException"/>.</summary>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        // A server ends what has said nothing for two minutes; that shows as something to read, of no bytes.
        if (_socket is { } idle && idle.Poll(TimeSpan.Zero, SelectMode.SelectRead) && idle.Available == 0)
            Dispose();
        if (_socket is null)
        {
            _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(server.Host, server.Port, cancellationToken);
        }

        await _socket.SendAsync(request, cancellationToken);
        _length = 0;
        int headEnd;
        while ((headEnd = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0)
            await ReceiveAsync(cancellationToken);

        var status = Status(_buffer.AsSpan(0, headEnd));
        var bodyLength = Header(_buffer.AsSpan(0, headEnd), "content-length:"u8);
        var closes = Has(_buffer.AsSpan(0, headEnd), "connection: close"u8);
        var start = headEnd + HeadEndLength;
        var body = bodyLength is { } length ? await FixedAsync(start, length, cancellationToken)
            : Has(_buffer.AsSpan(0, headEnd), "transfer-encoding: chunked"u8) ? await ChunkedAsync(start, cancellationToken)
            : default;
        if (closes)
            Dispose();
        return (status, body);
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async ValueTask<ReadOnlyMemory<byte>> FixedAsync(int start, int length, CancellationToken cancellationToken)
    {
        while (_length < start + length)
            await ReceiveAsync(cancellationToken);
        return _buffer.AsMemory(start, length);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ChunkedAsync(int start, CancellationToken cancellationToken)
    {
        var (read, written) = (start, start);
        while (true)
        {
            int lineEnd;
            while ((lineEnd = _buffer.AsSpan(read, _length - read).IndexOf("\r\n"u8)) < 0)
                await ReceiveAsync(cancellationToken);
            if (!Utf8Parser.TryParse(_buffer.AsSpan(read, lineEnd), out int size, out _, 'x'))
                throw new IOException("The answer's chunks cannot be read.");
            var (data, next) = (read + lineEnd + 2, read + lineEnd + 2 + size + 2);
            while (_length < next)
                await ReceiveAsync(cancellationToken);
            if (size == 0)
                return _buffer.AsMemory(start, written - start);
            _buffer.AsSpan(data, size).CopyTo(_buffer.AsSpan(written));
            (read, written) = (next, written + size);
        }
    }

    private async ValueTask ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_length == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var count = await _socket!.ReceiveAsync(_buffer.AsMemory(_length), cancellationToken);
        if (count == 0)
        {
            Dispose();
            throw new IOException("The server closed the connection.");
        }

        _length += count;
    }

    private static int Status(ReadOnlySpan<byte> head) => Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _) ? status : throw new IOException("That is no HTTP.");

    private static int? Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            if (line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name) && Utf8Parser.TryParse(line[name.Length..].TrimStart((byte)' '), out int value, out _))
                return value;
        }

        return null;
    }

    private static bool Has(ReadOnlySpan<byte> head, ReadOnlySpan<byte> wanted)
    {
        foreach (var range in head.Split("\r\n"u8))
            if (Ascii.EqualsIgnoreCase(head[range], wanted))
                return true;
        return false;
    }
}
