using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Sprout.State;

namespace Sprout.Gateway.Auth.Visitors;

/// <summary>
/// What a visitor's cookie says: <c>1.KEY.VISITOR.ISSUED.MAC</c>, where the MAC is HMAC-SHA256 over all before it, in base64url. No part can hold a
/// dot, so that none can be moved into another.
/// </summary>
/// <param name="Visitor">Who: <c>v-</c> and 32 hex digits, which is also the owner's name.</param>
/// <param name="IssuedAt">When it was issued, to the second.</param>
internal sealed record VisitorCookie(string Visitor, DateTimeOffset IssuedAt)
{
    /// <summary>What the owner's name of a visitor begins with, and no other's.</summary>
    public const string OwnerPrefix = "v-";

    private const string Format = "1";
    private const int Parts = 5;
    private const int MaximumLength = 160;

    /// <summary>Somebody who was never here.</summary>
    public static VisitorCookie New(DateTimeOffset now) => new(OwnerPrefix + RandomNumberGenerator.GetHexString(32, lowercase: true), now);

    /// <summary>The id of the key that a cookie says it is signed with; null for what is no cookie of ours.</summary>
    public static string? KeyOf(string text) => text.Length <= MaximumLength && text.Split('.') is [Format, var key, _, _, _] ? key : null;

    /// <summary>The cookie, when that key has signed it; else null. Takes as long for a wrong MAC as for a right one.</summary>
    public static VisitorCookie? Read(string text, CookieKey key)
    {
        if (text.Split('.') is not { Length: Parts } parts)
            return null;
        var signed = text[..text.LastIndexOf('.')];
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(parts[4]), Encoding.UTF8.GetBytes(Mac(signed, key)))
            ? new(parts[2], DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[3], CultureInfo.InvariantCulture)))
            : null;
    }

    /// <summary>The cookie's text.</summary>
    public string Write(CookieKey key)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{Format}.{key.Id}.{Visitor}.{IssuedAt.ToUnixTimeSeconds()}");
        return $"{signed}.{Mac(signed, key)}";
    }

    // What is signed says what for, lest the key ever sign something else that looks the same.
    private static string Mac(string signed, CookieKey key) =>
        WebEncoders.Base64UrlEncode(HMACSHA256.HashData(key.Secret.Span, Encoding.UTF8.GetBytes("sprout:visitor\0" + signed)));
}
