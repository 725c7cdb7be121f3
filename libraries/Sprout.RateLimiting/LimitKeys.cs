using System.Security.Cryptography;
using System.Text;
using Sprout.Redis;

namespace Sprout.RateLimiting;

/// <summary>The names of the Redis keys, after a prefix that the installation chooses.</summary>
internal sealed class LimitKeys(string prefix)
{
    private const int LongestSubject = 128;

    private readonly string _prefix = prefix + "ratelimit:";

    /// <summary>HASH <c>version</c>, <c>policies</c> (JSON), <c>at</c>: the policies that are in force.</summary>
    public RedisKey Policies => _prefix + "policies";

    /// <summary>LIST of microseconds (sliding log) or STRING microseconds (GCRA): what somebody has used. With <c>:told</c> behind it: that somebody was told.</summary>
    public RedisKey Count(RateLimitPolicy policy, string subject) => $"{_prefix}{policy.Name}:{Short(subject)}";

    // Whoever chooses its own name must not choose how much memory it takes.
    private static string Short(string subject) =>
        subject.Length <= LongestSubject ? subject : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)));
}
