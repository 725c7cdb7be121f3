using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Contracts;

namespace Sprout.Gateway.Features.Captcha;

/// <summary>What the captcha routes need.</summary>
internal static class CaptchaSetup
{
    public static IServiceCollection AddCaptchaGate(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(configuration.GetSection("Captcha").Get<CaptchaOptions>() ?? new()).AddScoped<CaptchaClient>().AddScoped<CaptchaGate>();

    public static void AddCaptchaClients(this IBusRegistrationConfigurator bus)
    {
        bus.AddRequestClient<IssueCaptcha>();
        bus.AddRequestClient<VerifyCaptcha>();
        bus.AddRequestClient<RedeemCaptchaToken>();
    }
}
