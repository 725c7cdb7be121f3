using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sprout.RateLimiting;

/// <summary>All policies that are in force together. Equal ones have equal versions, whoever made them.</summary>
public sealed class PolicySet
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    private readonly ConcurrentDictionary<Kind, PolicySelection> _selections = new();
    private readonly HashSet<string> _routes;

    /// <summary>Takes the policies. Throws <see cref="InvalidOperationException"/> for one that cannot be meant, saying which and why.</summary>
    public PolicySet(IEnumerable<RateLimitPolicy> policies)
    {
        Policies = [.. policies.OrderBy(policy => policy.Name, StringComparer.Ordinal)];
        PolicyRules.Check(Policies);
        Version = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Policies, Json)).AsSpan(0, 8));
        _routes = [.. Policies.SelectMany(policy => policy.Routes ?? [])];
    }

    /// <summary>The policies, by name.</summary>
    public IReadOnlyList<RateLimitPolicy> Policies { get; }

    /// <summary>16 hex digits, made from the policies.</summary>
    public string Version { get; }

    /// <summary>Reads what <see cref="ToJson"/> wrote. Throws <see cref="JsonException"/> or <see cref="InvalidOperationException"/> for anything else.</summary>
    public static PolicySet Parse(string json) => new(JsonSerializer.Deserialize<List<RateLimitPolicy>>(json, Json) ?? []);

    /// <summary>The policies as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(Policies, Json);

    /// <summary>Those that count such a request; there are few kinds of requests, and each is looked for once.</summary>
    public PolicySelection Select(in LimitedRequest request) => _selections.GetOrAdd(KindOf(request), static (kind, policies) => new([.. policies.Where(kind.IsCountedBy)]), Policies);

    private Kind KindOf(in LimitedRequest request) => new(
        request.Scope,
        request.Route is not null && _routes.Contains(request.Route) ? request.Route : null,
        request.HasRefusedKey,
        request.AddressPrefix is not null,
        request.KeyName is not null,
        request.Owner is not null);

    /// <summary>What makes a difference to policies.</summary>
    private readonly record struct Kind(LimitScope Scope, string? Route, bool HasRefusedKey, bool HasAddress, bool HasKey, bool HasOwner)
    {
        public bool IsCountedBy(RateLimitPolicy policy) => policy.AppliesTo(Scope, Route, HasRefusedKey) && policy.Subject switch
        {
            LimitSubject.Address => HasAddress,
            LimitSubject.Key => HasKey,
            LimitSubject.Owner => HasOwner,
            _ => true,
        };
    }
}
