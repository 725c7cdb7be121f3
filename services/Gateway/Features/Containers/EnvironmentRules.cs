using System.Text;
using System.Text.RegularExpressions;
using Sprout.Gateway.Errors;

namespace Sprout.Gateway.Features.Containers;

/// <summary>The rules for environment variables.</summary>
internal static partial class EnvironmentRules
{
    public const int MaximumCount = 32;

    public const int MaximumNameLength = 64;

    public const int MaximumValueLength = 4096;

    public const int MaximumTotalBytes = 32 * 1024;

    public static void Check(string field, IReadOnlyDictionary<string, string> environment, FieldErrors errors)
    {
        if (environment.Count > MaximumCount)
            errors.Add(field, $"has {environment.Count} variables; at most {MaximumCount} are allowed.");
        foreach (var (name, value) in environment)
        {
            if (name.Length > MaximumNameLength || !Identifier().IsMatch(name))
                errors.Add($"{field}.{name}", $"must have a name of letters, digits and underscores, not beginning with a digit, of at most {MaximumNameLength} characters.");
            if (value.Length > MaximumValueLength)
                errors.Add($"{field}.{name}", $"must not be longer than {MaximumValueLength} characters.");
            if (value.Contains('\0', StringComparison.Ordinal))
                errors.Add($"{field}.{name}", "must not hold a NUL character.");
        }

        if (environment.Sum(variable => Encoding.UTF8.GetByteCount(variable.Key) + Encoding.UTF8.GetByteCount(variable.Value)) > MaximumTotalBytes)
            errors.Add(field, $"must not have more than {MaximumTotalBytes} bytes in all.");
    }

    // C_IDENTIFIER, as Kubernetes calls it.
    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();
}
