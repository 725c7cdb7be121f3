using System.Globalization;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Captcha;

/// <summary>
/// What challenges have come to, in Redis: <c>open:GAP</c>, a picture and where its gap is; <c>used</c>, answered; <c>solved</c>; <c>redeemed:ID</c>,
/// used by that operation. What is not there was never begun, or has expired. A challenge of work is not there until it is solved, so that asking
/// for one costs us nothing.
/// </summary>
internal sealed class ChallengeStates
{
    public const string Used = "used";
    public const string Solved = "solved";
    private const string Open = "open:";

    // KEYS: the challenge. Answers what it was, and has it answered when it was open: one attempt for each picture.
    private static readonly RedisScript Answer = new("""
        local state = redis.call('GET', KEYS[1])
        if state and string.sub(state, 1, 5) == 'open:' then redis.call('SET', KEYS[1], 'used', 'KEEPTTL') end
        return state
        """);

    // KEYS: the challenge. ARGV: the state in which it is the operation's. Answers what it is then.
    private static readonly RedisScript Redeem = new("""
        local state = redis.call('GET', KEYS[1])
        if state ~= 'solved' then return state end
        redis.call('SET', KEYS[1], ARGV[1], 'KEEPTTL')
        return ARGV[1]
        """);

    // What is marked as used stays so for longer than its token is good by any process' clock.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly IDatabase _database;

    public ChallengeStates(IDatabase database) => _database = database;

    /// <summary>Notes where a new picture's gap is.</summary>
    public async Task OpenAsync(Guid challenge, int gap, TimeSpan lifetime, CancellationToken cancellationToken) =>
        await _database.StringSetAsync(SproutKeys.Captcha(challenge), $"{Open}{gap}", lifetime + Margin, When.Always, cancellationToken);

    /// <summary>Marks work as done, once: false when it was before.</summary>
    public async Task<bool> TryFinishWorkAsync(Guid challenge, string state, TimeSpan lifetime, CancellationToken cancellationToken) =>
        await _database.StringSetAsync(SproutKeys.Captcha(challenge), state, lifetime + Margin, When.NotExists, cancellationToken);

    /// <summary>Takes the one attempt at a picture: where its gap is. Null when it was taken before, or there is no such picture.</summary>
    public async Task<(int? Gap, bool Exists)> TakePictureAsync(Guid challenge, CancellationToken cancellationToken)
    {
        var state = (string?)await _database.ScriptEvaluateAsync(Answer, [SproutKeys.Captcha(challenge)], [], cancellationToken);
        return state?.StartsWith(Open, StringComparison.Ordinal) == true
            ? (int.Parse(state.AsSpan(Open.Length), CultureInfo.InvariantCulture), true)
            : (null, state is not null);
    }

    /// <summary>Marks a picture, whose attempt was taken, as solved.</summary>
    public async Task SolvePictureAsync(Guid challenge, TimeSpan lifetime, CancellationToken cancellationToken) =>
        await _database.StringSetAsync(SproutKeys.Captcha(challenge), Solved, lifetime + Margin, When.Always, cancellationToken);

    /// <summary>Gives a solved challenge to an operation; the same may have it again. True when it is that operation's; else whether there is such a challenge.</summary>
    public async Task<(bool IsRedeemed, bool Exists)> RedeemAsync(Guid challenge, Guid operation, CancellationToken cancellationToken)
    {
        var wanted = $"redeemed:{operation:N}";
        var state = (string?)await _database.ScriptEvaluateAsync(Redeem, [SproutKeys.Captcha(challenge)], [wanted], cancellationToken);
        return (state == wanted, state is not null);
    }
}
