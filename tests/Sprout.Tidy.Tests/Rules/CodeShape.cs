using System.Text.RegularExpressions;

namespace Sprout.Tidy.Tests.Rules;

/// <summary>A file is one idea.</summary>
public static partial class CodeShape
{
    /// <summary>Longer than this is a smell.</summary>
    public const int LongestFile = 250;

    /// <summary>Files with too many lines.</summary>
    public static IEnumerable<Finding> TooLong(SourceTree tree) =>
        from file in tree.Code
        let length = file.Text.AsSpan().Count('\n')
        where length > LongestFile
        select new Finding(file.Path, LongestFile + 1, $"{length} lines; {LongestFile} is already a smell");

    /// <summary>Files outside the tests with two public types, or named after none of their types.</summary>
    public static IEnumerable<Finding> NotOneType(SourceTree tree)
    {
        foreach (var file in tree.ProductCode)
        {
            var code = CSharpText.CodeOnly(file.Text);
            var types = TopLevelType().Matches(code);
            foreach (var second in types.Where(IsPublic).DistinctBy(type => type.Groups["name"].Value).Skip(1))
                yield return At(file, code, second, $"a second public type, {second.Groups["name"].Value}");
            if (types.Count > 0 && !types.Any(type => IsNameOf(file, type.Groups["name"].Value)))
                yield return At(file, code, types[0], $"{types[0].Groups["name"].Value} belongs in a file of its name");
        }
    }

    private static bool IsPublic(Match type) => type.Value.StartsWith("public", StringComparison.Ordinal);

    private static bool IsNameOf(SourceFile file, string type) => file.Name == type + ".cs" || file.Name.StartsWith(type + ".", StringComparison.Ordinal);

    private static Finding At(SourceFile file, string code, Match match, string what) => new(file.Path, SourceFile.LineOf(code, match.Index), what);

    // Namespaces are file-scoped and the formatter is on, so what begins a line is at the top level.
    [GeneratedRegex(@"^((public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*(record\s+struct|record\s+class|class|struct|record|interface|enum)\s+(?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TopLevelType();
}
