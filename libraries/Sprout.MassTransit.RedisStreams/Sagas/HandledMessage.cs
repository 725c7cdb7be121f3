using MassTransit;
using Sprout.MassTransit.RedisStreams.Transport;
using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>A message on its way through a saga.</summary>
/// <param name="Token">By which a redelivery is recognised: the message's id, and where it is taken for something that it implements or derives from, for what.</param>
/// <param name="EntryId">The entry that carries it; while that is pending it may come again.</param>
/// <param name="Stream">The queue.</param>
/// <param name="Group">The queue's group.</param>
internal sealed record HandledMessage(string Token, string EntryId, RedisKey Stream, string Group)
{
    /// <summary>Null for a message without an id, which cannot be told from another, and for one that came over another transport.</summary>
    public static HandledMessage? Of<T>(ConsumeContext<T> context)
        where T : class =>
        context.MessageId is { } id && context.TryGetPayload(out EntryLock? entry) ? new(TokenOf<T>(id, context), entry.Entry.Id, entry.Stream, entry.Group) : null;

    // One message may be several events of one machine, and each of them counts.
    private static string TokenOf<T>(Guid id, ConsumeContext<T> context)
        where T : class
    {
        var type = MessageUrn.ForTypeString<T>();
        return context.SupportedMessageTypes.FirstOrDefault() == type ? id.ToString("N") : $"{id:N}/{type}";
    }
}
