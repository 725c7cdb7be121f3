using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Gateway.Auth.Stored;
using Sprout.State;

namespace Sprout.Gateway.Auth;

/// <summary>What knows the API keys.</summary>
internal static class ApiKeySetup
{
    private const string Section = "ApiKeys";

    /// <summary>
    /// Adds it. Configuration: <c>ApiKeys:N</c> (keys), <c>ApiKeys:Pepper</c> and the rest of <see cref="StoredKeyOptions"/>.
    /// Throws <see cref="InvalidOperationException"/> for a setting that cannot be meant.
    /// </summary>
    public static void AddApiKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var hasher = ReadHasher(section["Pepper"]);
        var keys = section.GetChildren()
            .Where(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(child => child.Get<ApiKeySetting>() ?? new());
        services.AddSingleton(new ApiKeyRing(keys, mayBeEmpty: hasher is not null));
        services.AddSingleton(section.Get<StoredKeyOptions>() ?? new()).AddSingleton<ApiKeyStore>().AddSingleton<StoredKeys>().AddSingleton<Callers>().AddSingleton<GuessGuard>();
        if (hasher is not null)
            services.AddSingleton(hasher);
        services.AddSingleton<AuthenticationFailures>().AddHostedService(provider => provider.GetRequiredService<AuthenticationFailures>());
    }

    private static ApiKeyHasher? ReadHasher(string? pepper)
    {
        if (string.IsNullOrEmpty(pepper))
            return null;
        try
        {
            return new(pepper);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidOperationException($"{Section}:Pepper is too short: it needs at least {ApiKeyHasher.MinimumPepperLength} bytes. `openssl rand -hex 32` makes a good one.", exception);
        }
    }
}
