using MassTransit;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.Gateway.Audit;
using Sprout.Gateway.Auth.Stored;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Auth;

/// <summary>Tells the audit of keys that were refused, at most once a minute for each network.</summary>
internal sealed class AuthenticationFailures : AuditReports<AuthenticationFailed>
{
    private const int Networks = 10_000;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly BoundedCache<string, long> _told = new(Networks);
    private readonly ILogger<AuthenticationFailures> _logger;

    public AuthenticationFailures(IBus bus, TimeProvider time, ILogger<AuthenticationFailures> logger)
        : base(bus, time) => _logger = logger;

    /// <summary>Takes note of a key that was refused.</summary>
    public void Report(ClientAddress address, RefusedKey refused)
    {
        if (_told.SetUnless(address.Prefix, Time.GetTimestamp(), at => Time.GetElapsedTime(at) < Quiet))
            Report(new() { AddressPrefix = address.Prefix, Reason = refused.Reason, KeyName = refused.KeyName, At = Time.GetUtcNow() });
    }

    // Who comes when too many wait is one more of a thousand that nobody has read yet.
    protected override void Lost(AuthenticationFailed @event, Exception? reason)
    {
        if (reason is not null)
            _logger.LogWarning(reason, "A refused key from {Network} could not be told to the audit", @event.AddressPrefix);
    }
}
