namespace Sprout.Gateway.Features.Options;

/// <summary>What a caller may ask for here, and what it gets when it does not say.</summary>
/// <param name="Image">Images.</param>
/// <param name="DefaultPort">The port of a container whose request names none.</param>
/// <param name="TtlSeconds">Lifetimes.</param>
/// <param name="Captcha">For what this caller must solve a captcha.</param>
/// <param name="Containers">How many containers there may be at a time.</param>
public sealed record OptionsView(ImageOptionsView Image, int DefaultPort, TtlOptionsView TtlSeconds, CaptchaOptionsView Captcha, ContainerOptionsView Containers);
