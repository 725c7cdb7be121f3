namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>What is sent over this transport, whichever type the message has.</summary>
internal interface IRedisStreamsSendContext
{
    /// <summary>The message as the scripts take it.</summary>
    OutgoingMessage ToOutgoing();
}
