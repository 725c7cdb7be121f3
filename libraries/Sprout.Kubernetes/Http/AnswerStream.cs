using System.Net.Sockets;

namespace Sprout.Kubernetes.Http;

/// <summary>
/// An answer's body, read as it comes. It holds the answer: disposing it ends the call at the server. The token with which it was opened ends its reads
/// (<see cref="OperationCanceledException"/>); a connection that breaks is an <see cref="IOException"/>.
/// </summary>
internal sealed class AnswerStream(HttpResponseMessage response, Stream body, CancellationToken opened) : Stream
{
    private ReadOnlyMemory<byte> _first;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Gives these bytes, which were read from it, once more.</summary>
    public AnswerStream After(ReadOnlyMemory<byte> first)
    {
        _first = first;
        return this;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_first.Length > 0)
        {
            var count = Math.Min(_first.Length, buffer.Length);
            _first[..count].CopyTo(buffer);
            _first = _first[count..];
            return count;
        }

        if (!cancellationToken.CanBeCanceled || cancellationToken == opened)
        {
            return await ReadBodyAsync(buffer, opened);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(opened, cancellationToken);
        return await ReadBodyAsync(buffer, either.Token);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It comes from the network: read it asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            response.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            throw new IOException($"The answer broke off: {exception.Message}", exception);
        }
    }
}
