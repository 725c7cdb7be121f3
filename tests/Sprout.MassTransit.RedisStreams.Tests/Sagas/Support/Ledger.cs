using Sprout.MassTransit.RedisStreams.Sagas;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;

/// <summary>What the tests want checked and written with a tally, and what was said about it.</summary>
public sealed class Ledger
{
    public List<RedisCommand> Conditions { get; } = [];

    public List<RedisCommand> Commands { get; } = [];

    public List<string> Described { get; } = [];
}

/// <summary>Hands the ledger's to the repository.</summary>
public sealed class LedgerCommit(Ledger ledger) : IRedisSagaCommit<Tally>
{
    public void Describe(Tally? before, Tally? after, RedisSagaWrites writes)
    {
        ledger.Described.Add($"{Say(before)} -> {Say(after)}");
        ledger.Conditions.ForEach(writes.Require);
        ledger.Commands.ForEach(writes.Add);
    }

    private static string Say(Tally? tally) => tally is null ? "nothing" : $"{tally.Version}:{string.Join('+', tally.Numbers)}";
}
