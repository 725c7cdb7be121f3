namespace Sprout.Gateway.Features.Containers;

/// <summary>What may come with a deletion.</summary>
public sealed record DeleteContainerRequest
{
    /// <summary>A solved captcha; not asked for by this installation.</summary>
    public string? CaptchaToken { get; init; }
}
