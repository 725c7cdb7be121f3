using Sprout.State;

namespace Sprout.Gateway.Tests.Support;

/// <summary>Makes keys as <c>sprout keys create</c> does.</summary>
internal static class KeyMaker
{
    public const string Pepper = "a pepper of thirty-two bytes or more";

    private static readonly ApiKeyHasher Hasher = new(Pepper);

    public static (string Key, string? Value) Setting => ("ApiKeys:Pepper", Pepper);

    public static string HashOf(string key) => Hasher.Hash(key);

    /// <summary>Stores a key: the key.</summary>
    public static async Task<string> MakeAsync(GatewayHost gateway, string scope = "service", string? owner = null, TimeSpan? lifetime = null, string? name = null)
    {
        var key = ApiKeyHasher.MakeKey(scope);
        name ??= $"key-{Guid.NewGuid():N}";
        (await new ApiKeyStore(gateway.Database).AddAsync(Hasher.Hash(key), name, owner ?? name, scope, Hasher.Fingerprint, lifetime)).ShouldBe(ApiKeyAddition.Added);
        return key;
    }
}
