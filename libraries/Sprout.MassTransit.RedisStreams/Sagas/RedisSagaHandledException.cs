namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>The saga has handled this message already: nothing is left to be done but to acknowledge it. Never leaves the repository.</summary>
internal sealed class RedisSagaHandledException() : Exception("The saga has handled this message already.");
