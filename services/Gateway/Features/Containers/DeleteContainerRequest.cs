namespace Sprout.Gateway.Features.Containers;

/// <summary>What may come with a deletion.</summary>
public sealed record DeleteContainerRequest
{
    /// <summary>The token of a solved captcha of purpose <c>delete_container</c>; visitors need one where the operator says so.</summary>
    public string? CaptchaToken { get; init; }
}
