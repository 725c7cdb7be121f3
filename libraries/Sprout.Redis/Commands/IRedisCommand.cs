using Sprout.Redis.Protocol;

namespace Sprout.Redis.Commands;

/// <summary>One command with its arguments: how it is written, and how its reply is read.</summary>
/// <typeparam name="TReply">What the reply becomes.</typeparam>
internal interface IRedisCommand<TReply>
{
    /// <summary>Writes the command. Throws <see cref="ArgumentException"/> for arguments that cannot be.</summary>
    void Write(RespWriter writer);

    /// <summary>Reads the reply, which is no error. Throws <see cref="RedisProtocolException"/> for a shape that the command never answers with.</summary>
    static abstract TReply Read(ref RespReader reader);
}
