using Sprout.Redis;

namespace Sprout.RateLimiting.Tests.Support;

/// <summary>
/// Limits under a prefix of the test's own. Their clock is a key that the test moves: the script is the product's, but for the one expression
/// that asks for the time.
/// </summary>
public abstract class LimitTest
{
    private readonly string _clock;

    protected LimitTest(SharedRedis shared)
    {
        Shared = shared;
        Database = shared.Connection.GetDatabase();
        Prefix = $"{{test}}:{Guid.NewGuid():N}:";
        _clock = Prefix + "clock";
        Gate = new(Database, Prefix, DecisionScript.By($"{{0, redis.call('GET', '{_clock}') or 1000000000}}"));
    }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected SharedRedis Shared { get; }

    protected IDatabase Database { get; }

    protected string Prefix { get; }

    protected RateLimitGate Gate { get; }

    protected static RateLimitPolicy Log(int limit, int seconds, string name = "log") => new() { Name = name, Limit = limit, Window = TimeSpan.FromSeconds(seconds) };

    protected static RateLimitPolicy Rate(int limit, int seconds, int? burst = null, string name = "rate") =>
        Log(limit, seconds, name) with { Algorithm = LimitAlgorithm.Gcra, Burst = burst };

    protected static LimitedRequest From(string address) => new(address, KeyName: null, Owner: null, LimitScope.Anonymous, Route: null, HasRefusedKey: false);

    /// <summary>Sets the clock of <see cref="Gate"/>, in seconds; it begins at 1000.</summary>
    protected async Task AtAsync(double seconds) => await DoAsync("SET", _clock, (long)Math.Round(seconds * 1_000_000));

    protected ValueTask<LimitDecision> CountAsync(LimitedRequest request, params RateLimitPolicy[] policies) =>
        Gate.CountAsync(new PolicySet(policies).Select(request), request, Cancel);

    protected ValueTask<LimitDecision> PeekAsync(LimitedRequest request, params RateLimitPolicy[] policies) =>
        Gate.PeekAsync(new PolicySet(policies).Select(request), request, Cancel);

    /// <summary>How many of so many requests one after another are let through.</summary>
    protected async Task<int> GrantedAsync(int times, LimitedRequest request, params RateLimitPolicy[] policies)
    {
        var granted = 0;
        for (var i = 0; i < times; i++)
            granted += (await CountAsync(request, policies)).IsGranted ? 1 : 0;
        return granted;
    }

    protected ValueTask<RedisResult> DoAsync(string command, params RedisValue[] arguments) => Database.ExecuteAsync(command, arguments, Cancel);

    protected async Task<string[]> KeysAsync(string pattern = "*") =>
        [.. (await DoAsync("KEYS", Prefix + "ratelimit:" + pattern)).Items.Select(key => ((string)key!)[(Prefix.Length + "ratelimit:".Length)..]).Order(StringComparer.Ordinal)];
}
