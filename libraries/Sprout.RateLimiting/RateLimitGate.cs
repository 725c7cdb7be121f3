using System.Buffers.Text;
using System.Text;
using Sprout.Redis;

namespace Sprout.RateLimiting;

/// <summary>Decides whether requests are within their limits: one round trip for all policies, on Redis' clock, by any number of processes.</summary>
public sealed class RateLimitGate
{
    private static readonly LimitDecision Free = new(IsGranted: true, StoredVersion: "", States: []);

    private readonly IDatabase _database;
    private readonly LimitKeys _keys;
    private readonly RedisScript _script;

    /// <summary>Takes the database, and what all its keys begin with.</summary>
    public RateLimitGate(IDatabase database, string keyPrefix)
        : this(database, keyPrefix, DecisionScript.Script)
    {
    }

    internal RateLimitGate(IDatabase database, string keyPrefix, RedisScript script)
    {
        _database = database;
        _keys = new(keyPrefix);
        _script = script;
    }

    /// <summary>
    /// Counts the request with every policy, or, when one of them has none left, with none. Asks nobody where no policy counts it.
    /// Throws <see cref="RedisException"/> when Redis is away; then it may have been counted.
    /// </summary>
    public ValueTask<LimitDecision> CountAsync(PolicySelection selection, LimitedRequest request, CancellationToken cancellationToken = default) =>
        AskAsync(selection, request, selection.CountArguments, cancellationToken);

    /// <summary>What <see cref="CountAsync"/> would answer, without counting and without a word to the audit.</summary>
    public ValueTask<LimitDecision> PeekAsync(PolicySelection selection, LimitedRequest request, CancellationToken cancellationToken = default) =>
        AskAsync(selection, request, selection.PeekArguments, cancellationToken);

    private async ValueTask<LimitDecision> AskAsync(PolicySelection selection, LimitedRequest request, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        var policies = selection.Policies;
        if (policies.Count == 0)
            return Free;
        var states = new PolicyState[policies.Count];
        var keys = new RedisKey[policies.Count + 1];
        keys[0] = _keys.Policies;
        for (var i = 0; i < policies.Count; i++)
        {
            var subject = request.SubjectOf(policies[i].Subject) ?? throw new ArgumentException("The policies are those of another request.", nameof(selection));
            states[i] = new(policies[i], subject, 0, default, false, false);
            keys[i + 1] = _keys.Count(policies[i], subject);
        }

        var reply = await _database.ScriptEvaluateAsync(_script, keys, arguments, cancellationToken);
        return Read(((RedisValue)reply).Memory.Span, states);
    }

    private static LimitDecision Read(ReadOnlySpan<byte> text, PolicyState[] states)
    {
        var isGranted = Next(ref text) is [(byte)'1'];
        foreach (ref var state in states.AsSpan())
        {
            var (remaining, reset, over) = (Number(ref text), Number(ref text), Number(ref text));
            state = state with { Remaining = (int)remaining, Reset = TimeSpan.FromMicroseconds(reset), IsExceeded = over > 0, IsNews = over > 1 };
        }

        return new(isGranted, Encoding.UTF8.GetString(text), states);
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)' ');
        var word = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return word;
    }

    private static long Number(ref ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(Next(ref text), out long number, out _) ? number : throw new FormatException("The script answered something else.");
}
