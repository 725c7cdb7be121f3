using System.Net.Sockets;
using Sprout.Redis.Commands;
using Sprout.Redis.Protocol;

namespace Sprout.Redis.Connections;

/// <summary>A stream to the server and what was received on it.</summary>
internal sealed class ServerLink(Stream stream, RespLimits limits) : IDisposable
{
    public Stream Stream { get; } = stream;

    public ReplyBuffer Replies { get; } = new(limits);

    /// <summary>What CLIENT UNBLOCK calls it; null where nobody asked for that, or the server would not say.</summary>
    public long? ClientId { get; set; }

    /// <summary>
    /// Sends one command and waits for its reply; not for several at once. Throws <see cref="RedisServerException"/> for an error reply.
    /// After any other exception the link is of no more use.
    /// </summary>
    public async ValueTask<TReply> RoundTripAsync<TCommand, TReply>(TCommand command, CancellationToken cancellationToken)
        where TCommand : IRedisCommand<TReply>
    {
        var writer = new RespWriter();
        command.Write(writer);
        await Stream.WriteAsync(writer.Written, cancellationToken);
        writer.Release();

        TReply? reply;
        while (!TryRead<TCommand, TReply>(out reply))
        {
            var count = await Stream.ReadAsync(Replies.GetMemory(), cancellationToken);
            if (count == 0)
                throw Closed();
            Replies.Advance(count);
        }

        return reply!;
    }

    /// <summary>What it means when a read returns nothing.</summary>
    public static IOException Closed() => new("The server has closed the connection.", new SocketException((int)SocketError.ConnectionReset));

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();

    private bool TryRead<TCommand, TReply>(out TReply? reply)
        where TCommand : IRedisCommand<TReply>
    {
        reply = default;
        if (!Replies.TryTake(out var bytes))
            return false;
        var reader = new RespReader(bytes);
        if (reader.Type == RespType.Error)
            throw new RedisServerException(reader.ReadStatus());
        reply = TCommand.Read(ref reader);
        return true;
    }
}
