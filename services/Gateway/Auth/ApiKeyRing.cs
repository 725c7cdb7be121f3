using System.Security.Cryptography;
using System.Text;
using Sprout.Gateway.Auth.Visitors;

namespace Sprout.Gateway.Auth;

/// <summary>The keys of the configuration, as hashes only.</summary>
internal sealed class ApiKeyRing
{
    private const int MaximumOwnerLength = 64;

    private readonly (byte[] Hash, Caller Caller)[] _keys;

    /// <summary>Hashes the keys. Throws <see cref="InvalidOperationException"/> for a setting that cannot be meant.</summary>
    /// <param name="settings">The keys.</param>
    /// <param name="mayBeEmpty">Whether there are others elsewhere.</param>
    public ApiKeyRing(IEnumerable<ApiKeySetting> settings, bool mayBeEmpty = false)
    {
        _keys = [.. settings.Select(setting => (Hash(Checked(setting).Key), new Caller(setting.Owner ?? setting.Name, setting.Scope, setting.Name)))];
        if (_keys.Length == 0 && !mayBeEmpty)
            throw new InvalidOperationException("ApiKeys:0:Key is not set, so nobody would be let in, and neither is ApiKeys:Pepper, with which keys in Redis would be. Set ApiKeys:0:Name, ApiKeys:0:Key and ApiKeys:0:Scope (Visitor, Service or Admin).");
        if (_keys.DistinctBy(key => Convert.ToHexString(key.Hash)).Count() != _keys.Length)
            throw new InvalidOperationException("Two entries of ApiKeys have the same key.");
    }

    /// <summary>Whose key it is; null for nobody's. Takes as long for a wrong key as for a right one.</summary>
    public Caller? Find(string key)
    {
        var hash = Hash(key);
        Caller? found = null;
        foreach (var (known, caller) in _keys)
            if (CryptographicOperations.FixedTimeEquals(known, hash))
                found = caller;
        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static ApiKeySetting Checked(ApiKeySetting setting)
    {
        if (setting.Key.Length == 0)
            throw new InvalidOperationException($"ApiKeys entry '{setting.Name}' has no Key.");
        // The owner becomes part of Redis keys, where a colon would end it.
        var owner = setting.Owner ?? setting.Name;
        if (owner.StartsWith(VisitorCookie.OwnerPrefix, StringComparison.Ordinal))
            throw new InvalidOperationException($"ApiKeys entry '{setting.Name}' has an Owner that begins with '{VisitorCookie.OwnerPrefix}', as visitors do.");
        return owner.Length is > 0 and <= MaximumOwnerLength && owner.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? setting
            : throw new InvalidOperationException($"ApiKeys entry '{setting.Name}' needs an Owner of 1–{MaximumOwnerLength} letters, digits, '-', '_' or '.'.");
    }
}
