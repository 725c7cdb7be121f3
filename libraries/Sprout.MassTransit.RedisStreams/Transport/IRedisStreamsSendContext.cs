namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>What is sent over this transport, whichever type the message has.</summary>
internal interface IRedisStreamsSendContext
{
    /// <summary>The message as the scripts take it. Serializes it, so everything about it must be settled.</summary>
    OutgoingMessage ToOutgoing();

    /// <summary>Tells the observers that it is about to be sent.</summary>
    Task PreSendAsync();

    /// <summary>Tells them that Redis has it.</summary>
    Task PostSendAsync();

    /// <summary>Tells them that Redis has not taken it.</summary>
    Task SendFaultAsync(Exception exception);
}
