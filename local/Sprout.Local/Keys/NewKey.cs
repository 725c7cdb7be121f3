namespace Sprout.Local.Keys;

/// <summary>A key to be made.</summary>
/// <param name="Name">What operators will call it.</param>
/// <param name="Scope"><c>visitor</c>, <c>service</c> or <c>admin</c>.</param>
/// <param name="Owner">Whose containers it reaches; null for the name.</param>
/// <param name="Lifetime">How long it lets in; null for ever.</param>
public sealed record NewKey(string Name, string Scope, string? Owner, TimeSpan? Lifetime)
{
    private const int MaximumLength = 64;

    /// <summary>What is wrong with a name or an owner; null for nothing. Owners become part of Redis keys, and those of visitors begin with <c>v-</c>.</summary>
    public static string? Fault(string what, string text) =>
        text.Length is 0 or > MaximumLength || !text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? $"{what} is 1–{MaximumLength} letters, digits, '-', '_' or '.'."
            : text.StartsWith("v-", StringComparison.Ordinal) ? $"{what} begins with 'v-', as visitors do."
            : null;
}
