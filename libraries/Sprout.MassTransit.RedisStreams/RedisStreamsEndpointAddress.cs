using MassTransit;

namespace Sprout.MassTransit.RedisStreams;

/// <summary>
/// The address of a queue or topic: <c>queue:name</c>, <c>topic:name</c>, <c>exchange:name</c> (a queue, for addresses written for other transports) or
/// <c>redis://host:port/name[?type=topic][&amp;temporary=true]</c>.
/// </summary>
public readonly record struct RedisStreamsEndpointAddress
{
    private const string TopicOption = "type=topic";
    private const string TemporaryOption = "temporary=true";

    private readonly Uri _hostAddress;

    /// <summary>Makes one from its parts.</summary>
    public RedisStreamsEndpointAddress(Uri hostAddress, string name, bool isTopic = false, bool isTemporary = false)
    {
        _hostAddress = hostAddress;
        Name = name;
        IsTopic = isTopic;
        IsTemporary = isTemporary && !isTopic;
    }

    /// <summary>Reads <paramref name="address"/>. Throws <see cref="EndpointException"/> for one of another transport, or without a name.</summary>
    public RedisStreamsEndpointAddress(Uri hostAddress, Uri address)
    {
        _hostAddress = hostAddress;
        var options = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);
        IsTopic = address.Scheme == "topic" || options.Contains(TopicOption);
        IsTemporary = !IsTopic && options.Contains(TemporaryOption);
        Name = Uri.UnescapeDataString(address.Scheme switch
        {
            "queue" or "topic" or "exchange" => address.AbsolutePath,
            "redis" => address.AbsolutePath.TrimStart('/'),
            _ => throw new EndpointException(address, $"The scheme '{address.Scheme}' is not supported by the Redis Streams transport: use queue:, topic: or redis://."),
        });
        if (string.IsNullOrWhiteSpace(Name))
            throw new EndpointException(address, "The address names no queue and no topic.");
    }

    /// <summary>The name of the queue or topic.</summary>
    public string Name { get; }

    /// <summary>Whether messages go to every queue that is bound to <see cref="Name"/>.</summary>
    public bool IsTopic { get; }

    /// <summary>Whether the queue lives only as long as its endpoint: what is sent to it later vanishes.</summary>
    public bool IsTemporary { get; }

    /// <summary>The whole address.</summary>
    public static implicit operator Uri(RedisStreamsEndpointAddress address) => address.ToUri();

    /// <summary>The whole address.</summary>
    public Uri ToUri() => new UriBuilder(_hostAddress)
    {
        Path = "/" + Uri.EscapeDataString(Name),
        Query = IsTopic ? TopicOption : IsTemporary ? TemporaryOption : "",
    }.Uri;
}
