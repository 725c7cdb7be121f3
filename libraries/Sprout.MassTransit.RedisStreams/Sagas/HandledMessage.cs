using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>A message on its way through a saga.</summary>
/// <param name="MessageId">By which a redelivery is recognised.</param>
/// <param name="EntryId">The entry that carries it; while that is pending it may come again.</param>
/// <param name="Stream">The queue.</param>
/// <param name="Group">The queue's group.</param>
internal sealed record HandledMessage(Guid MessageId, string EntryId, RedisKey Stream, string Group);
