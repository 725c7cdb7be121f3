using Sprout.Captcha.Work;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Captcha;

/// <summary>
/// How often somebody failed lately, by visitor and by network. Failures make the next challenge harder, up to a bound, and are forgotten some
/// time after the last.
/// </summary>
internal sealed class Suspicion
{
    // KEYS: the subjects. ARGV: for how long they are remembered (milliseconds).
    private static readonly RedisScript Raise = new("""
        for _, key in ipairs(KEYS) do
          redis.call('INCR', key)
          redis.call('PEXPIRE', key, ARGV[1])
        end
        return 0
        """);

    private readonly IDatabase _database;
    private readonly CaptchaOptions _options;

    public Suspicion(IDatabase database, CaptchaOptions options) => (_database, _options) = (database, options);

    /// <summary>Notes a failure.</summary>
    public async Task RaiseAsync(string visitor, string addressPrefix, CancellationToken cancellationToken) =>
        await _database.ScriptEvaluateAsync(Raise, KeysOf(visitor, addressPrefix), [(long)_options.SuspicionTime.TotalMilliseconds], cancellationToken);

    /// <summary>How many zero bits the puzzles of somebody must have.</summary>
    public async Task<int> DifficultyAsync(WorkOptions work, string visitor, string addressPrefix, CancellationToken cancellationToken)
    {
        var failures = await _database.StringGetAsync(KeysOf(visitor, addressPrefix), cancellationToken);
        var bits = Math.Max(Count(failures[0]), Count(failures[1]) / _options.AddressFailuresPerBit);
        return work.Difficulty + (int)Math.Min(bits, work.MostExtraBits);
    }

    private static long Count(RedisValue value) => value.IsNull ? 0 : (long)value;

    private static RedisKey[] KeysOf(string visitor, string addressPrefix) =>
        [SproutKeys.CaptchaSuspicion("visitor:" + visitor), SproutKeys.CaptchaSuspicion("address:" + addressPrefix)];
}
