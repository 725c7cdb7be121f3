using Sprout.Redis;

namespace Sprout.State;

/// <summary>The name of every Redis key. All but the public feed begin with <c>{sprout}</c>, so that one script may touch several.</summary>
public static class SproutKeys
{
    /// <summary>What all keys begin with.</summary>
    public const string Prefix = "{sprout}:";

    /// <summary>What a container's saga key begins with; the id follows.</summary>
    public const string ContainerPrefix = Prefix + "saga:container:";

    /// <summary>What an API key's record begins with; its hash follows.</summary>
    public const string ApiKeyPrefix = Prefix + "apikey:";

    /// <summary>STREAM: the public feed, plain fields, capped; for consumers in any language.</summary>
    public static RedisKey Feed => "container_events";

    /// <summary>ZSET of <see cref="Deadline"/> → Unix milliseconds: what each container waits for, until when.</summary>
    public static RedisKey Deadlines => Prefix + "deadlines";

    /// <summary>HASH <c>last</c>, <c>since</c>: when somebody kept the deadlines last, and since when somebody always has (Unix milliseconds).</summary>
    public static RedisKey KeeperPresence => Prefix + "deadlines:presence";

    /// <summary>STRING: which process tells how Redis stands, while it does.</summary>
    public static RedisKey StateReporter => Prefix + "state-reporter";

    /// <summary>ZSET of container id → creation time: those that have, or may have, something in the cluster.</summary>
    public static RedisKey Live => Prefix + "containers:live";

    /// <summary>STRING: this installation's id, made once.</summary>
    public static RedisKey Installation => Prefix + "installation";

    /// <summary>ZSET of API keys' hashes → creation time (Unix milliseconds).</summary>
    public static RedisKey ApiKeys => Prefix + "apikeys";

    /// <summary>HASH <c>name</c>, <c>owner</c>, <c>scope</c>, <c>pepper</c>, <c>created</c>, and where there is such a time <c>expires</c>, <c>revoked</c>, <c>used</c> (Unix milliseconds).</summary>
    public static RedisKey ApiKey(string hash) => ApiKeyPrefix + hash;

    /// <summary>HASH of key id → <c>created (Unix milliseconds):secret (base64)</c>: what visitors' cookies are signed with.</summary>
    public static RedisKey CookieKeys => Prefix + "cookie-keys";

    /// <summary>STREAM: who tried what, plain fields, capped; for operators.</summary>
    public static RedisKey Audit => Prefix + "audit";

    /// <summary>HASH <c>version</c>, <c>data</c>: the saga instance, also the read model's row.</summary>
    public static RedisKey Container(Guid id) => ContainerPrefix + id.ToString("D");

    /// <summary>HASH of <see cref="TimelineChange"/>'s fields → <see cref="TimelineEntry"/>: what has happened to a container; goes with its record.</summary>
    public static RedisKey Timeline(Guid id) => $"{Prefix}timeline:{id:D}";

    /// <summary>What the keys of kept logs begin with; the container's id follows.</summary>
    public const string LogsPrefix = Prefix + "logs:";

    /// <summary>HASH <c>text</c>, <c>left_out</c>, <c>least</c>: the last lines of a container that has ended; <c>tried</c> alone where they could not be had.</summary>
    public static RedisKey Logs(Guid id) => LogsPrefix + id.ToString("D");

    /// <summary>ZSET of <c>id:bytes</c> → when they were kept (Unix milliseconds): all kept logs.</summary>
    public static RedisKey LogIndex => Prefix + "logs";

    /// <summary>STRING: how many bytes all kept logs have.</summary>
    public static RedisKey LogBytes => Prefix + "logs:bytes";

    /// <summary>ZSET of container id → creation time in Unix microseconds: all of an owner's, or those in one state.</summary>
    public static RedisKey OwnerContainers(string owner, string? state = null) =>
        $"{Prefix}owner:{owner}:containers{(state is null ? "" : ":" + state)}";

    /// <summary>ZSET of container id → when its lease ends (Unix milliseconds; +inf once the container is accepted).</summary>
    public static RedisKey Quota(string scope) => $"{Prefix}quota:{scope}";

    /// <summary>STRING: what a captcha challenge has come to, while its token lives.</summary>
    public static RedisKey Captcha(Guid challenge) => $"{Prefix}captcha:{challenge:N}";

    /// <summary>STRING: how often a visitor, or an address, failed at captchas lately.</summary>
    public static RedisKey CaptchaSuspicion(string subject) => $"{Prefix}captcha:suspicion:{subject}";

    /// <summary>STREAM: the shapes of the last tracks that passed, capped.</summary>
    public static RedisKey CaptchaTracks => Prefix + "captcha:tracks";

    /// <summary>STRING: the secret with which captcha tokens of a period are signed, made once.</summary>
    public static RedisKey CaptchaSigning(long period) => $"{Prefix}captcha:signing:{period}";

    /// <summary>HASH <c>fingerprint</c>, then <c>run</c> and <c>until</c> (Unix milliseconds) while it runs, <c>answer</c> afterwards.</summary>
    public static RedisKey Idempotency(string owner, string keyHash) => $"{Prefix}idempotency:{owner}:{keyHash}";
}
