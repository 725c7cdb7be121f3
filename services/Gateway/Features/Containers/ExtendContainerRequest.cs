using System.ComponentModel.DataAnnotations;

namespace Sprout.Gateway.Features.Containers;

/// <summary>How much longer a container shall live.</summary>
public sealed record ExtendContainerRequest
{
    /// <summary>How long it shall live from now, in seconds. A life is never shortened, and in all it has a bound too: 30 days, unless the operator chose another.</summary>
    [Range(60, 604800)]
    public required int TtlSeconds { get; init; }

    /// <summary>A solved captcha; not asked for.</summary>
    public string? CaptchaToken { get; init; }
}
