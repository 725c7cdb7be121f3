using System.Security.Cryptography;
using System.Text;

namespace Sprout.Redis;

/// <summary>A Lua script and its SHA-1, by which the server knows it. Make one per script and keep it.</summary>
public sealed class RedisScript
{
    /// <summary>Takes the script's text.</summary>
    public RedisScript(string body)
    {
        Body = body;
#pragma warning disable CA5350 // EVALSHA names scripts by SHA-1; nothing is secured by it.
        Sha1 = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5350
    }

    /// <summary>The Lua text.</summary>
    public string Body { get; }

    /// <summary>40 hex digits, lower case.</summary>
    public string Sha1 { get; }
}
