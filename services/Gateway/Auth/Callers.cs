using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.Gateway.Auth.Stored;
using Sprout.Gateway.Auth.Visitors;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Gateway.Auth;

/// <summary>Finds out who asks: by the keys of the configuration, by those in Redis, and visitors by their cookie.</summary>
internal sealed class Callers
{
    private readonly ApiKeyRing _configured;
    private readonly StoredKeys _stored;
    private readonly VisitorCookies _visitors;
    private readonly TimeProvider _time;
    private readonly ILogger<Callers> _logger;

    public Callers(ApiKeyRing configured, StoredKeys stored, VisitorCookies visitors, TimeProvider time, ILogger<Callers> logger) =>
        (_configured, _stored, _visitors, _time, _logger) = (configured, stored, visitors, time, logger);

    /// <summary>Exactly one of the two. Throws <see cref="RedisException"/> when neither is known without a Redis that is away.</summary>
    public async ValueTask<(Caller? Caller, RefusedKey? Refused)> FindAsync(HttpContext context, string key)
    {
        var (caller, refused) = _configured.Find(key) is { } configured ? (configured, null) : await FindStoredAsync(key, context.RequestAborted);
        // All visitors come with one key, which the web host adds.
        return caller is { Scope: KeyScope.Visitor } ? (caller with { Owner = await _visitors.IdentifyAsync(context) }, null) : (caller, refused);
    }

    private async ValueTask<(Caller? Caller, RefusedKey? Refused)> FindStoredAsync(string key, CancellationToken cancellationToken)
    {
        if (await _stored.FindAsync(key, cancellationToken) is not { } record)
            return (null, new(AuthenticationFailure.KeyUnknown, KeyName: null));
        switch (record.StateAt(_time.GetUtcNow()))
        {
            case ApiKeyState.Revoked:
                return (null, new(AuthenticationFailure.KeyRevoked, record.Name));
            case ApiKeyState.Expired:
                return (null, new(AuthenticationFailure.KeyExpired, record.Name));
        }

        if (!Enum.TryParse<KeyScope>(record.Scope, ignoreCase: true, out var scope))
        {
            _logger.LogWarning("The key {Name} has the scope {Scope}, which this version does not know, and lets nobody in", record.Name, record.Scope);
            return (null, new(AuthenticationFailure.KeyUnknown, record.Name));
        }

        _stored.Touch(record);
        return (new(record.Owner, scope, record.Name), null);
    }
}
