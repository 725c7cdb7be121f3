namespace Sprout.Redis;

/// <summary>No answer came within the time-out.</summary>
public sealed class RedisTimeoutException : RedisException
{
    /// <summary>Makes one that says whether the server may have executed the command.</summary>
    public RedisTimeoutException(string message, bool mayHaveExecuted, Exception? innerException = null)
        : base(message, innerException) => MayHaveExecuted = mayHaveExecuted;

    /// <summary>False only when no byte of the command had been written.</summary>
    public bool MayHaveExecuted { get; }
}
