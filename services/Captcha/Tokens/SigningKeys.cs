using System.Security.Cryptography;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Captcha.Tokens;

/// <summary>
/// The secrets that tokens are signed with: one for each period, made by whoever needs it first and kept in Redis, so that all processes share
/// it. Asked for each time, for all must agree also after Redis has lost its data under some of them.
/// </summary>
internal sealed class SigningKeys
{
    private const int Length = 32;

    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly CaptchaOptions _options;

    public SigningKeys(IDatabase database, TimeProvider time, CaptchaOptions options) => (_database, _time, _options) = (database, time, options);

    /// <summary>The period that it is now. It changes in all processes at once, as far as their clocks agree; a token says which it was.</summary>
    public long Period => _time.GetUtcNow().ToUnixTimeMilliseconds() / (long)_options.SigningPeriod.TotalMilliseconds;

    /// <summary>The secret of this period.</summary>
    public async Task<byte[]> GetAsync(long period, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _database.StringGetAsync(SproutKeys.CaptchaSigning(period), cancellationToken) is { IsNull: false } known)
                return known.Memory.ToArray();
            var made = RandomNumberGenerator.GetBytes(Length);
            // Clocks may differ, so it lives through the period before, its own, and the one after.
            if (await _database.StringSetAsync(SproutKeys.CaptchaSigning(period), made, 3 * _options.SigningPeriod, When.NotExists, cancellationToken))
                return made;
        }
    }

    /// <summary>The secret of a period that a token names; null for one that cannot have signed a token that is still good.</summary>
    public async Task<byte[]?> FindAsync(long period, CancellationToken cancellationToken)
    {
        // Compared so, for the number is anybody's and may be the smallest there is.
        var now = Period;
        if (period < now - 1 || period > now + 1)
            return null;
        var known = await _database.StringGetAsync(SproutKeys.CaptchaSigning(period), cancellationToken);
        return known.IsNull ? null : known.Memory.ToArray();
    }
}
