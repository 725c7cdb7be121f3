namespace Sprout.Gateway.Features.Options;

/// <summary>How many containers there may be at a time, by the quota that is nearest.</summary>
/// <param name="Limit">How many; null without a limit.</param>
/// <param name="Used">How many count against it now, also those of others who share it; 0 without a limit.</param>
public sealed record ContainerOptionsView(int? Limit, int Used);
