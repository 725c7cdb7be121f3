namespace Sprout.Gateway.Features.Options;

/// <summary>For what the caller must solve a captcha.</summary>
/// <param name="CreateContainer">Whether to create a container.</param>
/// <param name="DeleteContainer">Whether to delete one.</param>
public sealed record CaptchaOptionsView(bool CreateContainer, bool DeleteContainer);
