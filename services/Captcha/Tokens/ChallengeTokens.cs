using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Sprout.Captcha.Tokens;

/// <summary>
/// Writes challenges as tokens and reads them again. A token is base64url of version (1 byte), signing period (8), challenge, and HMAC-SHA256
/// of all before (32). Whoever holds it can read it; nobody can change it.
/// </summary>
internal sealed class ChallengeTokens
{
    /// <summary>Longer than any that is made here.</summary>
    public const int MaximumLength = 1024;

    private const byte Version = 1;
    private const int HeaderLength = 1 + 8;
    private const int SignatureLength = HMACSHA256.HashSizeInBytes;

    private readonly SigningKeys _keys;

    public ChallengeTokens(SigningKeys keys) => _keys = keys;

    public async Task<string> WriteAsync(Challenge challenge, CancellationToken cancellationToken)
    {
        var period = _keys.Period;
        var key = await _keys.GetAsync(period, cancellationToken);
        var content = ChallengeBytes.Write(challenge);
        var bytes = new byte[HeaderLength + content.Length + SignatureLength];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), period);
        content.CopyTo(bytes, HeaderLength);
        HMACSHA256.HashData(key, bytes.AsSpan(0, bytes.Length - SignatureLength), bytes.AsSpan(bytes.Length - SignatureLength));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>What a token says; null for one that was not made here. Whether it has expired is the caller's to see.</summary>
    public async Task<Challenge?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (Decode(token) is not { } bytes)
            return null;
        var key = await _keys.FindAsync(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1)), cancellationToken);
        return key is not null && IsSigned(bytes, key) ? ChallengeBytes.Read(bytes.AsSpan(HeaderLength, bytes.Length - HeaderLength - SignatureLength)) : null;
    }

    private static byte[]? Decode(string token)
    {
        if (token.Length > MaximumLength || !Base64Url.IsValid(token))
            return null;
        var bytes = Base64Url.DecodeFromChars(token);
        // Written again, lest one token could be written in two ways: blanks, padding, bits that do not count.
        return bytes.Length > HeaderLength + SignatureLength && bytes[0] == Version && Base64Url.EncodeToString(bytes) == token ? bytes : null;
    }

    private static bool IsSigned(byte[] bytes, byte[] key)
    {
        Span<byte> signature = stackalloc byte[SignatureLength];
        HMACSHA256.HashData(key, bytes.AsSpan(0, bytes.Length - SignatureLength), signature);
        return CryptographicOperations.FixedTimeEquals(signature, bytes.AsSpan(bytes.Length - SignatureLength));
    }
}
