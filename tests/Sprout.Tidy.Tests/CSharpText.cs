using System.Text;

namespace Sprout.Tidy.Tests;

/// <summary>
/// Blanks out what is not code, so that a rule does not trip over a word in a comment. Not a C# lexer: what stands inside the holes of an
/// interpolated string is taken for string.
/// </summary>
public static class CSharpText
{
    /// <summary>The text with comments blanked; every other character stays where it was.</summary>
    public static string WithoutComments(string text) => Blank(text, strings: false);

    /// <summary>The text with comments and the contents of strings blanked; every other character stays where it was.</summary>
    public static string CodeOnly(string text) => Blank(text, strings: true);

    private static string Blank(string text, bool strings)
    {
        var result = new StringBuilder(text);
        for (var at = 0; at < text.Length;)
        {
            var (end, isComment) = SpanAt(text, at);
            if (end > at && (isComment || strings))
                Blank(result, at, end);
            at = Math.Max(end, at + 1);
        }

        return result.ToString();
    }

    private static void Blank(StringBuilder text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] != '\n')
                text[i] = ' ';
        }
    }

    /// <summary>Where the comment or string that begins at <paramref name="at"/> ends; <paramref name="at"/> itself when none does.</summary>
    private static (int End, bool IsComment) SpanAt(string text, int at) => text[at] switch
    {
        '/' when Follows(text, at, "//") => (EndOf(text, at, "\n", keep: true), true),
        '/' when Follows(text, at, "/*") => (EndOf(text, at + 2, "*/"), true),
        '"' when Follows(text, at, "\"\"\"") => (EndOfRaw(text, at), false),
        '@' when Follows(text, at, "@\"") => (EndOfVerbatim(text, at + 2), false),
        '@' when Follows(text, at, "@$\"") => (EndOfVerbatim(text, at + 3), false),
        '"' => (EndOfQuoted(text, at, '"'), false),
        '\'' => (EndOfQuoted(text, at, '\''), false),
        _ => (at, false),
    };

    private static bool Follows(string text, int at, string what) => text.AsSpan(at).StartsWith(what, StringComparison.Ordinal);

    private static int EndOf(string text, int from, string what, bool keep = false)
    {
        var found = text.IndexOf(what, from, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + (keep ? 0 : what.Length);
    }

    private static int EndOfRaw(string text, int at)
    {
        var quotes = at;
        while (quotes < text.Length && text[quotes] == '"')
            quotes++;
        return EndOf(text, quotes, new('"', quotes - at));
    }

    private static int EndOfVerbatim(string text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] != '"')
                at++;
            else if (Follows(text, at, "\"\""))
                at += 2;
            else
                return at + 1;
        }

        return at;
    }

    private static int EndOfQuoted(string text, int start, char quote)
    {
        for (var at = start + 1; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == '\\')
                at++;
            else if (text[at] == quote)
                return at + 1;
        }

        return start + 1;
    }
}
