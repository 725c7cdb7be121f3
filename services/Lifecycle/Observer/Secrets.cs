using System.Text.RegularExpressions;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// Takes out of a line of somebody's log what looks like a credential, for it goes to everybody who reads the feed. It guesses, and rather takes too
/// much; nothing takes out a secret that looks like an ordinary word.
/// </summary>
internal static partial class Secrets
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const int Timeout = 1000;

    /// <summary>The line with <c>***</c> in their place.</summary>
    public static string Mask(string line) => Opaque().Replace(Bearer().Replace(Named().Replace(InAddress().Replace(line, "://***@"), "${name}***"), "${name}***"), "***");

    // postgres://user:password@host, https://token@host; a password may have slashes and at signs in it.
    [GeneratedRegex("""://([^\s/"'@]*:[^\s"']*|[^\s/"'@]+)@""", Options, Timeout)]
    private static partial Regex InAddress();

    // PASSWORD=x, "api_key": "x y", --token: x
    [GeneratedRegex("""(?<name>(password|passwd|passphrase|pwd|secret|token|credentials?|(api|access|private)[-_ ]?key)\w*["']?\s*[=:]\s*)("[^"]*"?|'[^']*'?|\S+)""", Options, Timeout)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<name>\b(bearer|basic)\s+)[\w.~+/=-]{8,}", Options, Timeout)]
    private static partial Regex Bearer();

    // Hexadecimal, JSON Web Tokens, and base64: letters of both kinds with digits among them, as no word or path has in such length.
    [GeneratedRegex(@"\b[0-9a-fA-F]{32,}\b|\beyJ[\w-]+\.[\w.-]+|(?=[A-Za-z+/_-]*[0-9])(?=[a-z0-9+/_-]*[A-Z])(?=[A-Z0-9+/_-]*[a-z])[A-Za-z0-9+/_-]{32,}={0,2}", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Opaque();
}
