using System.Security.Cryptography;
using System.Text;
using Sprout.Redis;

namespace Sprout.State;

/// <summary>
/// What was answered to a request that carries an <c>Idempotency-Key</c>, so that its repeats get the same answer
/// (draft-ietf-httpapi-idempotency-key-header). All times are Redis' own.
/// </summary>
public sealed class IdempotencyStore
{
    // KEYS: the entry. ARGV: fingerprint, who runs it, for how long (ms), how long the entry is kept (ms).
    // An entry without an answer whose run is over belongs to a request that broke off: nobody knows what came of it, so the same may run again.
    private static readonly RedisScript Begin = new("""
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local entry = redis.call('HMGET', KEYS[1], 'fingerprint', 'answer', 'until')
        if entry[1] then
          if entry[1] ~= ARGV[1] then return {'other'} end
          if entry[2] then return {'answered', entry[2]} end
          if entry[3] and tonumber(entry[3]) > now then return {'running', tonumber(entry[3]) - now} end
        end
        redis.call('HSET', KEYS[1], 'fingerprint', ARGV[1], 'run', ARGV[2], 'until', now + ARGV[3])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return {'begun'}
        """);

    // KEYS: the entry. ARGV: who runs it, for how long from now (ms).
    private static readonly RedisScript Renew = new("""
        if redis.call('HGET', KEYS[1], 'run') ~= ARGV[1] then return 0 end
        local time = redis.call('TIME')
        redis.call('HSET', KEYS[1], 'until', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2])
        return 1
        """);

    // KEYS: the entry. ARGV: who ran it, the answer ('' for none), whether the request may be another the next time, how long the entry is kept (ms).
    private static readonly RedisScript End = new("""
        if redis.call('HGET', KEYS[1], 'run') ~= ARGV[1] then return 0 end
        if ARGV[2] ~= '' then
          redis.call('HDEL', KEYS[1], 'run', 'until')
          redis.call('HSET', KEYS[1], 'answer', ARGV[2])
          redis.call('PEXPIRE', KEYS[1], ARGV[4])
        elseif ARGV[3] == '1' then
          redis.call('DEL', KEYS[1])
        else
          redis.call('HDEL', KEYS[1], 'run', 'until')
        end
        return 1
        """);

    private readonly IDatabase _database;

    /// <summary>Takes the database.</summary>
    public IdempotencyStore(IDatabase database) => _database = database;

    /// <summary>How long an answer is kept, and how long a key stands for its request.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Begins a request, unless it is answered, runs elsewhere, or the key stands for another. What began here must end here
    /// (<see cref="AnswerAsync"/>, <see cref="ForgetAsync"/> or <see cref="BreakOffAsync"/>), and counts as broken off after <paramref name="patience"/>
    /// unless <see cref="RenewAsync"/> says that it still runs.
    /// </summary>
    /// <param name="owner">Whose key it is.</param>
    /// <param name="key">The key.</param>
    /// <param name="request">What is asked for: equal for repeats, and for nothing else.</param>
    /// <param name="patience">How long it runs for sure; after that whoever ran it may be dead.</param>
    /// <param name="cancellationToken">Gives up waiting for Redis.</param>
    public async Task<IdempotentRun> BeginAsync(string owner, string key, string request, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        var entry = SproutKeys.Idempotency(owner, Hash(key));
        var run = Guid.NewGuid().ToString("N");
        var reply = await _database.ScriptEvaluateAsync(
            Begin,
            [entry],
            [Hash(request), run, (long)patience.TotalMilliseconds, (long)Retention.TotalMilliseconds],
            cancellationToken);
        return (string)reply[0]! switch
        {
            "begun" => new(IdempotencyState.Begun) { Entry = entry, Id = run },
            "answered" => new(IdempotencyState.Answered) { Answer = Encoding.UTF8.GetBytes((string)reply[1]!) },
            "running" => new(IdempotencyState.Running) { RunsFor = TimeSpan.FromMilliseconds((long)reply[1]) },
            _ => new(IdempotencyState.OtherRequest),
        };
    }

    /// <summary>It still runs, and does so for that long from now.</summary>
    public async Task RenewAsync(IdempotentRun run, TimeSpan patience, CancellationToken cancellationToken = default) =>
        await _database.ScriptEvaluateAsync(Renew, [run.Entry], [run.Id, (long)patience.TotalMilliseconds], cancellationToken);

    /// <summary>Keeps the answer for repeats.</summary>
    public Task AnswerAsync(IdempotentRun run, byte[] answer, CancellationToken cancellationToken = default) => EndAsync(run, answer, isForgotten: false, cancellationToken);

    /// <summary>Nothing was done: the key may be used again, also for a request that has been corrected.</summary>
    public Task ForgetAsync(IdempotentRun run, CancellationToken cancellationToken = default) => EndAsync(run, "", isForgotten: true, cancellationToken);

    /// <summary>Nobody knows whether something was done: the same request may run again at once, another may not.</summary>
    public Task BreakOffAsync(IdempotentRun run, CancellationToken cancellationToken = default) => EndAsync(run, "", isForgotten: false, cancellationToken);

    private async Task EndAsync(IdempotentRun run, RedisValue answer, bool isForgotten, CancellationToken cancellationToken) =>
        await _database.ScriptEvaluateAsync(End, [run.Entry], [run.Id, answer, isForgotten ? "1" : "0", (long)Retention.TotalMilliseconds], cancellationToken);

    // A client's key may be long, and what it asks for may hold secrets.
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
