using Sprout.Gateway.Auth;
using Sprout.Gateway.Http;
using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary>Which quotas a caller's containers count against, and the lease of a slot in each.</summary>
internal sealed class QuotaGate
{
    private readonly QuotaLeases _leases;
    private readonly QuotaOptions _options;

    public QuotaGate(QuotaLeases leases, QuotaOptions options)
    {
        _leases = leases;
        _options = options;
    }

    public IReadOnlyList<string> ScopesOf(Caller caller, ClientAddress address)
    {
        List<string> scopes = [];
        if (caller.Scope == KeyScope.Visitor)
            scopes.AddRange([QuotaOptions.OwnerScope(caller.Owner), QuotaOptions.AddressScope(address.Prefix)]);
        else if (_options.PerServiceOwner is not null)
            scopes.Add(QuotaOptions.ServiceScope(caller.Owner));
        if (_options.Total is not null)
            scopes.Add(QuotaOptions.TotalScope);
        return scopes;
    }

    /// <summary>
    /// Leases the slots; what is full when there are none. The gateway never gives a lease back once it has sent the request: a late
    /// acceptance still needs it, and one that nobody needs runs out by itself.
    /// </summary>
    public Task<QuotaFull?> LeaseAsync(Guid containerId, IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        _leases.TakeAsync(containerId, scopes, cancellationToken);

    /// <summary>Gives the lease back: for a request that was refused, and of which nothing was sent.</summary>
    public Task ReturnAsync(Guid containerId, IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        _leases.ReturnAsync(containerId, scopes, cancellationToken);
}
