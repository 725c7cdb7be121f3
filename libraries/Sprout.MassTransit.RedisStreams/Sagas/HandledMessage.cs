using MassTransit;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>A message on its way through a saga, as one of the types that it has: a saga may want it as several.</summary>
/// <param name="MessageId">By which a redelivery is recognised.</param>
/// <param name="Type">The type's URN.</param>
/// <param name="EntryId">The entry that carries it; while that is pending it may come again.</param>
/// <param name="Stream">The queue.</param>
/// <param name="Group">The queue's group.</param>
internal sealed record HandledMessage(Guid MessageId, string Type, string EntryId, RedisKey Stream, string Group)
{
    /// <summary>The field of the saga's hash that says that it was handled.</summary>
    public string Field { get; } = $"handled:{MessageId:N}:{Type}";

    /// <summary>What stands there: where to look whether it may still come again.</summary>
    public string Place { get; } = $"{EntryId} {Stream.Name} {Group}";

    /// <summary>The message that is being handled; null when it has no id, and so cannot be told from another.</summary>
    public static HandledMessage? Of<T>(ConsumeContext<T> context, Transport.EntryLock? entry)
        where T : class =>
        context.MessageId is { } id && entry is not null ? new(id, MessageUrn.ForTypeString<T>(), entry.Entry.Id, entry.Stream, entry.Group) : null;
}
