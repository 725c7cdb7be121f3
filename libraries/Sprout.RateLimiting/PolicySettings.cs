using Microsoft.Extensions.Configuration;

namespace Sprout.RateLimiting;

/// <summary>Reads policies from configuration section <c>RateLimits:Policies</c>.</summary>
public static class PolicySettings
{
    /// <summary>The section that everything about limits stands in.</summary>
    public const string Section = "RateLimits";

    /// <summary>The part of it that has a policy per name.</summary>
    public const string Policies = Section + ":Policies";

    /// <summary>The built-in policies, changed and joined by those that are set. Throws <see cref="InvalidOperationException"/> for one that cannot be meant.</summary>
    public static PolicySet Read(IConfiguration configuration)
    {
        var policies = BuiltInPolicies.All.ToDictionary(policy => policy.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var section in configuration.GetSection(Policies).GetChildren())
        {
            // Misspelt names are refused, not passed over in silence.
            var setting = section.Get<PolicySetting>(binder => (binder.ErrorOnUnknownConfiguration, binder.BindNonPublicProperties) = (true, false)) ?? new();
            var before = policies.GetValueOrDefault(section.Key);
            if (setting.Enabled == false)
                policies.Remove(section.Key);
            else
                policies[section.Key] = Merge(before?.Name ?? section.Key, before, setting);
        }

        return new(policies.Values);
    }

    private static RateLimitPolicy Merge(string name, RateLimitPolicy? before, PolicySetting setting) => new()
    {
        Name = name,
        Algorithm = Parse<LimitAlgorithm>(name, nameof(setting.Algorithm), setting.Algorithm) ?? before?.Algorithm ?? LimitAlgorithm.SlidingLog,
        Limit = setting.Limit ?? before?.Limit ?? throw Missing(name, nameof(setting.Limit)),
        Window = setting.Window ?? before?.Window ?? throw Missing(name, nameof(setting.Window)),
        // A built-in burst belongs to the built-in rate.
        Burst = setting.Burst ?? (setting.Algorithm is null && setting.Limit is null ? before?.Burst : null),
        Subject = Parse<LimitSubject>(name, nameof(setting.Subject), setting.Subject) ?? before?.Subject ?? LimitSubject.Address,
        Scopes = setting.Scopes is null ? before?.Scopes : [.. setting.Scopes.Select(scope => Parse<LimitScope>(name, nameof(setting.Scopes), scope ?? "")!.Value)],
        Routes = setting.Routes ?? before?.Routes,
        FailedAuthenticationOnly = setting.FailedAuthenticationOnly ?? before?.FailedAuthenticationOnly ?? false,
    };

    private static T? Parse<T>(string policy, string setting, string? text)
        where T : struct, Enum
    {
        if (text is null)
            return null;
        var name = Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        return name is null
            ? throw new InvalidOperationException($"{Policies}:{policy}:{setting} is '{text}'. Set it to {string.Join(", ", Enum.GetNames<T>())}.")
            : Enum.Parse<T>(name);
    }

    private static InvalidOperationException Missing(string policy, string setting) => new($"{Policies}:{policy}:{setting} is not set, and no built-in rate limit has this name.");
}
