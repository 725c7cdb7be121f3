namespace Sprout.Gateway.Features.Captcha;

/// <summary>What the gateway reads of configuration section <c>Captcha</c>. Only visitors are asked: programs and operators have keys of their own.</summary>
public sealed record CaptchaOptions
{
    /// <summary>Whether visitors must solve a captcha to create a container.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Whether they must to delete one.</summary>
    public bool RequiredForDeletion { get; init; }
}
