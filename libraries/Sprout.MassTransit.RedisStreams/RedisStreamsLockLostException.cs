using MassTransit;

namespace Sprout.MassTransit.RedisStreams;

/// <summary>A message was handled for so long without renewal that another consumer has it now, or it was removed meanwhile. It may be handled twice.</summary>
public sealed class RedisStreamsLockLostException : TransportException
{
    /// <summary>Makes one for a message of the queue at this address.</summary>
    public RedisStreamsLockLostException(Uri inputAddress, string message)
        : base(inputAddress, message)
    {
    }
}
