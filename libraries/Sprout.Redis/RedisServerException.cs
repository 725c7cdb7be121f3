namespace Sprout.Redis;

/// <summary>The server answered with an error, such as <c>WRONGTYPE …</c>.</summary>
public sealed class RedisServerException : RedisException
{
    /// <summary>Takes the server's message.</summary>
    public RedisServerException(string message)
        : base(message)
    {
        var space = message.IndexOf(' ', StringComparison.Ordinal);
        Code = space < 0 ? message : message[..space];
    }

    /// <summary>The first word of the message: <c>ERR</c>, <c>WRONGTYPE</c>, <c>NOSCRIPT</c>, <c>OOM</c>, <c>LOADING</c>, ….</summary>
    public string Code { get; }
}
