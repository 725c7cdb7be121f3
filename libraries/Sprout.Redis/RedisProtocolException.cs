namespace Sprout.Redis;

/// <summary>What the other side sent is not RESP2, exceeds a limit, or is a reply of a shape that the command never has.</summary>
public sealed class RedisProtocolException : RedisException
{
    /// <summary>Takes what was wrong.</summary>
    public RedisProtocolException(string message)
        : base(message)
    {
    }
}
