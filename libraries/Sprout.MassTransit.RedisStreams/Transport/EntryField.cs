using Sprout.Redis;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>The fields of a queue's entry. Short, for they stand in every message.</summary>
internal static class EntryField
{
    /// <summary>The serialized message.</summary>
    public const string Body = "b";

    /// <summary>Its content type; MassTransit's JSON envelope where it is missing.</summary>
    public const string ContentType = "t";

    /// <summary>Headers, as a JSON object.</summary>
    public const string Headers = "h";

    /// <summary>How long after the entry's own time the message counts as expired, in milliseconds.</summary>
    public const string TimeToLive = "ttl";

    /// <summary>How often the message was delivered under the ids it had before.</summary>
    public const string Deliveries = "d";

    /// <summary>The content type that is left out.</summary>
    public const string DefaultContentType = "application/vnd.masstransit+json";

    private static readonly RedisValue BodyWord = Body;
    private static readonly RedisValue ContentTypeWord = ContentType;
    private static readonly RedisValue HeadersWord = Headers;
    private static readonly RedisValue TimeToLiveWord = TimeToLive;

    /// <summary>The name as it is sent, made once.</summary>
    public static RedisValue Word(string name) => name switch
    {
        Body => BodyWord,
        ContentType => ContentTypeWord,
        Headers => HeadersWord,
        TimeToLive => TimeToLiveWord,
        _ => name,
    };
}
