using Sprout.Gateway.Auth;
using Sprout.State;

namespace Sprout.Gateway.Features.Containers;

/// <summary>Finds containers for their owners only.</summary>
internal sealed class OwnContainers
{
    private readonly ContainerStore _store;

    public OwnContainers(ContainerStore store) => _store = store;

    /// <summary>Null for what is no id, for an unknown one and for another owner's, so that they cannot be told apart.</summary>
    public async Task<ContainerDocument?> FindAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        ContainerIds.TryParse(id, out var known) && await _store.FindAsync(known, cancellationToken) is { } document && document.Owner == caller.Owner
            ? document
            : null;
}
