using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sprout.Captcha.Consumers;
using Sprout.Captcha.Pictures;
using Sprout.Captcha.Tokens;
using Sprout.Captcha.Tracks;
using Sprout.Hosting.Telemetry;

namespace Sprout.Captcha;

/// <summary>The captcha: issues challenges, checks answers, and lets each token be used once.</summary>
public static class CaptchaService
{
    /// <summary>
    /// Adds what the consumers need. Configuration: <c>Captcha</c> (<see cref="CaptchaOptions"/>). Throws <see cref="InvalidOperationException"/>
    /// for settings that cannot be meant.
    /// </summary>
    public static IHostApplicationBuilder AddCaptcha(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton((builder.Configuration.GetSection("Captcha").Get<CaptchaOptions>() ?? new()).Checked());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new CountsFromZero(_ => CaptchaMetrics.Begin()));
        services.TryAddSingleton<SigningKeys>();
        services.TryAddSingleton<ChallengeTokens>();
        services.TryAddSingleton<ChallengeStates>();
        services.TryAddSingleton<Suspicion>();
        services.TryAddSingleton(provider => new PicturePainter(provider.GetRequiredService<CaptchaOptions>().Picture, new SecureRandom()));
        services.TryAddSingleton<Challenges>();
        services.TryAddSingleton(provider => new TrackCheck(provider.GetRequiredService<CaptchaOptions>().Track));
        services.TryAddSingleton<TrackMemory>();
        services.TryAddSingleton<Answers>();
        services.TryAddSingleton<Redemptions>();
        return builder;
    }

    /// <summary>Adds the consumers.</summary>
    public static void AddCaptchaBus(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<IssueCaptchaConsumer>();
        bus.AddConsumer<VerifyCaptchaConsumer>();
        bus.AddConsumer<RedeemCaptchaTokenConsumer>();
    }
}
