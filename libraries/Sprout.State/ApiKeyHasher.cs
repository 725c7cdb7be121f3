using System.Security.Cryptography;
using System.Text;

namespace Sprout.State;

/// <summary>Makes API keys, and the hashes by which they are stored: HMAC-SHA256 with a pepper that Redis never sees, so that who reads Redis has no key and can try none.</summary>
public sealed class ApiKeyHasher
{
    /// <summary>The least bytes of a pepper (UTF-8).</summary>
    public const int MinimumPepperLength = 32;

    /// <summary>What every key begins with; scope and random digits follow.</summary>
    public const string KeyPrefix = "sprout_";

    private const int RandomDigits = 48;
    private const int MaximumLength = 80;
    private const int FingerprintDigits = 16;

    private readonly byte[] _pepper;

    /// <summary>Takes the pepper. Throws <see cref="ArgumentException"/>, which does not repeat it, for one that is too short.</summary>
    public ApiKeyHasher(string pepper)
    {
        _pepper = Encoding.UTF8.GetBytes(pepper);
        if (_pepper.Length < MinimumPepperLength)
            throw new ArgumentException($"The pepper of API keys needs at least {MinimumPepperLength} bytes; `openssl rand -hex 32` makes a good one.", nameof(pepper));
        Fingerprint = Hash("sprout:pepper\0", "")[..FingerprintDigits];
    }

    /// <summary>Tells peppers apart and tells nothing of them.</summary>
    public string Fingerprint { get; }

    /// <summary>A new key: <c>sprout_SCOPE_</c> and 48 random hex digits (192 bits).</summary>
    public static string MakeKey(string scope) => $"{KeyPrefix}{scope}_{RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true)}";

    /// <summary>Whether a text may be a key that was made here; what may not need not be looked for.</summary>
    public static bool LooksLikeKey(string text) => text.Length is > RandomDigits and <= MaximumLength && text.StartsWith(KeyPrefix, StringComparison.Ordinal);

    /// <summary>The hash of a key: 64 hex digits, lower case.</summary>
    public string Hash(string key) => Hash("sprout:api-key\0", key);

    private string Hash(string purpose, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_pepper, Encoding.UTF8.GetBytes(purpose + text)));
}
