using Microsoft.Extensions.Configuration;

namespace Sprout.Hosting.Transports;

/// <summary>Configuration section <c>Bus</c>.</summary>
/// <param name="Transport"><c>Bus:Transport</c>: <c>redis-streams</c> (the default), <c>rabbitmq</c> or <c>in-memory</c>.</param>
/// <param name="RabbitMq"><c>Bus:RabbitMq</c>: where RabbitMQ is; null unless it carries the messages.</param>
/// <param name="ClaimIdleTime">
/// <c>Bus:ClaimIdleTime</c>: after how long without a sign of life of the process that has a message another takes it over. 5 s unless set: well
/// below the time that a gateway waits for an answer, so that a request outlives the process that was handling it.
/// </param>
public sealed record BusOptions(BusTransport Transport, Uri? RabbitMq, TimeSpan ClaimIdleTime)
{
    private const string ClaimIdleTimeKey = "Bus:ClaimIdleTime";
    private const string TransportKey = "Bus:Transport";
    private const string RabbitMqKey = "Bus:RabbitMq";

    private static readonly Dictionary<string, BusTransport> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["redis-streams"] = BusTransport.RedisStreams,
        ["rabbitmq"] = BusTransport.RabbitMq,
        ["in-memory"] = BusTransport.InMemory,
    };

    /// <summary>Reads the section. Throws <see cref="SettingException"/> for what cannot be meant; the message does not repeat a password.</summary>
    public static BusOptions Read(IConfiguration configuration)
    {
        var name = configuration[TransportKey] is { Length: > 0 } given ? given : "redis-streams";
        if (!Names.TryGetValue(name, out var transport))
            throw new SettingException($"{TransportKey} is '{name}'. Set it to {string.Join(", ", Names.Keys.SkipLast(1))} or {Names.Keys.Last()}.");
        return new(transport, transport == BusTransport.RabbitMq ? ReadUrl(configuration[RabbitMqKey]) : null, ReadClaimIdleTime(configuration));
    }

    private static TimeSpan ReadClaimIdleTime(IConfiguration configuration)
    {
        var time = configuration.GetValue(ClaimIdleTimeKey, TimeSpan.FromSeconds(5));
        return time >= TimeSpan.FromSeconds(1) ? time : throw new SettingException($"{ClaimIdleTimeKey} is {time}. Set it to 00:00:01 or more.");
    }

    private static Uri ReadUrl(string? text)
    {
        const string Wanted = "amqp://user:password@host:5672/vhost, or amqps://… for TLS";
        if (string.IsNullOrEmpty(text))
            throw new SettingException($"{TransportKey} is rabbitmq and {RabbitMqKey} is not set. Set it to {Wanted}.");
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "amqp" or "amqps"
            ? url
            : throw new SettingException($"{RabbitMqKey} is not the URL of a RabbitMQ. Set it to {Wanted}.");
    }
}
