using Sprout.Redis.Protocol;

namespace Sprout.Redis.Connections;

/// <summary>Two buffers that change places: one gathers commands while the other is on its way to the socket. Guarded by its owner's lock.</summary>
internal sealed class SendBuffers(int maxUnsent)
{
    private RespWriter _gathering = new();
    private RespWriter _sending = new();

    /// <summary>Commands of which no byte has gone to the socket.</summary>
    public int Gathered { get; private set; }

    /// <summary>Writes the command; one that cannot be written is settled with the reason, and false.</summary>
    public bool TryGather(Operation operation)
    {
        var length = _gathering.Length;
        try
        {
            if (length > maxUnsent)
                throw new RedisConnectionException($"Redis reads too slowly: more than {maxUnsent} bytes wait to be sent.", mayHaveExecuted: false);
            operation.Write(_gathering);
            Gathered++;
            return true;
        }
        catch (Exception exception)
        {
            // What cannot be sent is this caller's error alone, and half a command must not be sent.
            _gathering.Truncate(length);
            operation.TryFail(exception);
            operation.Release();
            return false;
        }
    }

    /// <summary>Hands over what was gathered, valid until the next turn; false when that is nothing.</summary>
    public bool TryTurn(out ReadOnlyMemory<byte> bytes)
    {
        (_gathering, _sending) = (_sending, _gathering);
        _gathering.Clear();
        Gathered = 0;
        bytes = _sending.Written;
        return !bytes.IsEmpty;
    }
}
