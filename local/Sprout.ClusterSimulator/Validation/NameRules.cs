using System.Text.RegularExpressions;
using Sprout.ClusterSimulator.Kinds;

namespace Sprout.ClusterSimulator.Validation;

/// <summary>The syntax of names and labels (apimachinery's validation package).</summary>
internal static partial class NameRules
{
    private const string LabelShape = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainShape = $@"{LabelShape}(\.{LabelShape})*";
    private const string Label1035Shape = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string LabelKeyShape = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string LabelValueShape = $"({LabelKeyShape})?";

    private const string SubdomainHelp =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
        + $"(e.g. 'example.com', regex used for validation is '{SubdomainShape}')";

    private const string LabelHelp =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
        + $"(e.g. 'my-name',  or '123-abc', regex used for validation is '{LabelShape}')";

    private const string Label1035Help =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character "
        + $"(e.g. 'my-name',  or 'abc-123', regex used for validation is '{Label1035Shape}')";

    private const string LabelKeyHelp =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + $"(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '{LabelKeyShape}')";

    private const string LabelValueHelp =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + $"(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '{LabelValueShape}')";

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? ProblemOf(string name, NameRule rule) => rule switch
    {
        NameRule.Label => name.Length > 63 ? TooLong(63) : Label.IsMatch(name) ? null : LabelHelp,
        NameRule.Label1035 => name.Length > 63 ? TooLong(63) : Label1035.IsMatch(name) ? null : Label1035Help,
        _ => name.Length > 253 ? TooLong(253) : Subdomain.IsMatch(name) ? null : SubdomainHelp,
    };

    public static string? ProblemOfLabelValue(string value) =>
        value.Length > 63 ? TooLong(63) : LabelValue.IsMatch(value) ? null : LabelValueHelp;

    public static string? ProblemOfLabelKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var name = key[(slash + 1)..];
        return slash == 0 ? "prefix part must be non-empty"
            : slash > 0 && ProblemOf(key[..slash], NameRule.Subdomain) is { } problem ? $"prefix part {problem}"
            : name.Length > 63 ? $"name part {TooLong(63)}"
            : LabelKey.IsMatch(name) ? null : LabelKeyHelp;
    }

    private static string TooLong(int most) => $"must be no more than {most} characters";

    [GeneratedRegex($@"^{LabelShape}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label { get; }

    [GeneratedRegex($@"^{SubdomainShape}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Subdomain { get; }

    [GeneratedRegex($@"^{Label1035Shape}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label1035 { get; }

    [GeneratedRegex($@"^{LabelKeyShape}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelKey { get; }

    [GeneratedRegex($@"^{LabelValueShape}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelValue { get; }
}
