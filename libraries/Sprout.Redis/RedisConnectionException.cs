namespace Sprout.Redis;

/// <summary>The connection could not be made, or broke.</summary>
public sealed class RedisConnectionException : RedisException
{
    /// <summary>Makes one that says whether the server may have executed the command.</summary>
    public RedisConnectionException(string message, bool mayHaveExecuted, Exception? innerException = null)
        : base(message, innerException) => MayHaveExecuted = mayHaveExecuted;

    /// <summary>False only when no byte of the command had been written.</summary>
    public bool MayHaveExecuted { get; }
}
