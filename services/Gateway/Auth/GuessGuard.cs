using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sprout.Gateway.Auth.Stored;
using Sprout.Gateway.RateLimits;

namespace Sprout.Gateway.Auth;

/// <summary>
/// Keeps who guesses keys from hearing which is right: where wrong keys are used up, a key is not looked at, unless it has let somebody in lately.
/// So a guess that is right looks like one that is wrong, and neighbours behind the same address whose keys are in use go on.
/// </summary>
internal sealed class GuessGuard
{
    private const int Remembered = 10_000;

    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    private readonly BoundedCache<string, long> _good = new(Remembered);
    private readonly RequestLimiter _limiter;
    private readonly TimeProvider _time;

    public GuessGuard(RequestLimiter limiter, TimeProvider time) => (_limiter, _time) = (limiter, time);

    /// <summary>Whether the key may be looked at.</summary>
    public bool Allows(HttpContext context, string key) =>
        !_limiter.IsOutOfGuesses(LimitedRequests.WithRefusedKey(context)) || (_good.TryGet(Hash(key), out var at) && _time.GetElapsedTime(at) < Lately);

    /// <summary>A key has let somebody in.</summary>
    public void Accepted(string key) => _good.Set(Hash(key), _time.GetTimestamp());

    // Keys are kept nowhere as they are.
    private static string Hash(string key) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
