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

    /// <summary>Of the captcha.</summary>
    public int Captchas { get; init; } = 2;

    /// <summary>Of the rate limiter.</summary>
    public int RateLimiters { get; init; } = 1;

    /// <inheritdoc/>
    public override string ToString() => $"{Gateways} × gateway, {Lifecycles} × lifecycle, {Provisioners} × provisioner, {Captchas} × captcha, {RateLimiters} × rate limiter";

    /// <summary>All of them, those of a kind numbered from 1.</summary>
    public IReadOnlyList<ServiceInstance> Instances()
    {
        IEnumerable<ServiceInstance> all =
        [
            .. Instances(ServiceKind.Lifecycle, Lifecycles),
            .. Instances(ServiceKind.Provisioner, Provisioners),
            .. Instances(ServiceKind.Captcha, Captchas),
            .. Instances(ServiceKind.RateLimiter, RateLimiters),
            .. Instances(ServiceKind.Gateway, Gateways),
        ];
        return [.. all.Select((instance, index) => instance with { Index = index })];
    }

    private static IEnumerable<ServiceInstance> Instances(ServiceKind kind, int count) => Enumerable.Range(1, count).Select(number => new ServiceInstance(kind, number));
}
