using Sprout.MassTransit.RedisStreams.Transport;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>What <see cref="RedisSagaScript"/> is called with.</summary>
/// <param name="StoredVersion">What must be stored; null for nothing.</param>
/// <param name="Data">The new saga; empty removes it.</param>
/// <param name="Version">The new saga's version.</param>
/// <param name="Expiry">How long it stays; null for ever.</param>
/// <param name="Writes">What else is checked and written.</param>
internal sealed record SagaWrite(int? StoredVersion, ReadOnlyMemory<byte> Data, int? Version, TimeSpan? Expiry, RedisSagaWrites Writes)
{
    public static IReadOnlyList<RedisKey> Keys(RedisKey saga, SagaOutbox? outbox) =>
        outbox is null ? [saga] : [saga, outbox.Connection.Keys.Epoch, outbox.Handled?.Stream ?? saga];

    public IReadOnlyList<RedisValue> Arguments(SagaOutbox? outbox, RedisValue epoch, IReadOnlyList<OutgoingMessage> messages)
    {
        List<RedisValue> arguments =
        [
            StoredVersion is { } stored ? stored : "",
            Data,
            Version is { } next ? next : "",
            Expiry is { } life ? (long)life.TotalMilliseconds : "",
            Writes.Conditions.Count,
            Writes.Commands.Count,
            outbox?.Handled?.Token ?? "",
            outbox?.Handled?.EntryId ?? "",
            outbox?.Handled?.Group ?? "",
            outbox?.Connection.Keys.Prefix ?? "",
            messages.Count == 0 ? "" : epoch,
        ];
        foreach (var command in Writes.Conditions.Concat(Writes.Commands))
        {
            arguments.Add(command.Arguments.Count + 1);
            arguments.Add(command.Name);
            arguments.AddRange(command.Arguments);
        }

        foreach (var message in messages)
            message.AppendTo(arguments);
        return arguments;
    }
}
