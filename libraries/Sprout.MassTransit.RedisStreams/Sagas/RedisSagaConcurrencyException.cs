using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>Somebody else wrote the saga, or what it depends on, first. Handling the message again, on what is stored now, is the cure.</summary>
public sealed class RedisSagaConcurrencyException : ConcurrencyException
{
    /// <summary>Makes one for the saga instance.</summary>
    public RedisSagaConcurrencyException(string message, Type sagaType, Guid correlationId)
        : base(message, sagaType, correlationId)
    {
    }
}
