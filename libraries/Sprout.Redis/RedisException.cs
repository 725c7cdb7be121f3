namespace Sprout.Redis;

/// <summary>What all errors of this library have in common.</summary>
public class RedisException : Exception
{
    /// <summary>Makes one with its message and what led to it.</summary>
    public RedisException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
