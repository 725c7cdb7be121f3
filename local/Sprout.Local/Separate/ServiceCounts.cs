namespace Sprout.Local.Separate;

/// <summary>How many processes of each service to run.</summary>
public sealed record ServiceCounts
{
    /// <summary>Of the gateway.</summary>
    public int Gateways { get; init; } = 2;

    /// <summary>Of the lifecycle.</summary>
    public int Lifecycles { get; init; } = 2;

    /// <summary>Of the provisioner.</summary>
    public int Provisioners { get; init; } = 3;

    /// <inheritdoc/>
    public override string ToString() => $"{Gateways} × gateway, {Lifecycles} × lifecycle, {Provisioners} × provisioner";

    /// <summary>All of them, those of a kind numbered from 1.</summary>
    public IReadOnlyList<ServiceInstance> Instances() =>
    [
        .. Enumerable.Range(1, Lifecycles).Select(number => new ServiceInstance(ServiceKind.Lifecycle, number)),
        .. Enumerable.Range(1, Provisioners).Select(number => new ServiceInstance(ServiceKind.Provisioner, number)),
        .. Enumerable.Range(1, Gateways).Select(number => new ServiceInstance(ServiceKind.Gateway, number)),
    ];
}
