using System.Buffers;

namespace Sprout.Gateway.Features.Captcha;

/// <summary>What tokens look like from outside, so that what is none never reaches the bus.</summary>
internal static class CaptchaToken
{
    public const string Impossible = "There is no such captcha.";

    private const int MaximumLength = 1024;

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool IsPossible(string token) => token.Length is > 0 and <= MaximumLength && !token.AsSpan().ContainsAnyExcept(Letters);
}
