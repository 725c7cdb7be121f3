using System.Text.RegularExpressions;

namespace Sprout.ClusterSimulator.Objects;

/// <summary>
/// A Kubernetes quantity (<c>100m</c>, <c>1.5Gi</c>, <c>2e3</c>). Its text is the canonical one that an API server
/// answers with: no fraction, and the largest suffix that needs none (<c>0.2Gi</c> becomes <c>214748364800m</c>).
/// </summary>
internal readonly partial record struct Quantity(decimal Value, bool IsBinary)
{
    private static readonly (string Suffix, decimal Factor)[] Binary =
        [("Ei", 1152921504606846976m), ("Pi", 1125899906842624m), ("Ti", 1099511627776m), ("Gi", 1073741824m), ("Mi", 1048576m), ("Ki", 1024m)];

    private static readonly (string Suffix, decimal Factor)[] Decimals =
        [("E", 1e18m), ("P", 1e15m), ("T", 1e12m), ("G", 1e9m), ("M", 1e6m), ("k", 1e3m), ("", 1m), ("m", 1e-3m), ("u", 1e-6m), ("n", 1e-9m)];

    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        var match = Shape.Match(text ?? "");
        if (!match.Success || !decimal.TryParse(match.Groups["number"].Value, out var number))
        {
            return false;
        }

        var suffix = match.Groups["suffix"].Value;
        if (match.Groups["exponent"].Success)
        {
            return decimal.TryParse(text, System.Globalization.NumberStyles.Float, null, out var value) && Set(value, false, out quantity);
        }

        foreach (var (name, factor) in Binary)
        {
            if (name == suffix)
            {
                return Set(number * factor, true, out quantity);
            }
        }

        foreach (var (name, factor) in Decimals)
        {
            if (name == suffix)
            {
                return Set(number * factor, false, out quantity);
            }
        }

        return false;
    }

    public override string ToString()
    {
        if (Value == 0)
        {
            return "0";
        }

        var value = Value;
        var isWhole = decimal.Truncate(value) == value;
        if (IsBinary && isWhole)
        {
            var binary = System.Array.Find(Binary, unit => value % unit.Factor == 0);
            return binary.Suffix is null ? Plain(value) : Plain(value / binary.Factor) + binary.Suffix;
        }

        var unit = System.Array.Find(Decimals, unit => value % unit.Factor == 0);
        return unit.Suffix is null ? Plain(decimal.Ceiling(value * 1e9m)) + "n" : Plain(value / unit.Factor) + unit.Suffix;
    }

    private static string Plain(decimal value) => decimal.Truncate(value).ToString("0");

    private static bool Set(decimal value, bool isBinary, out Quantity quantity)
    {
        quantity = new Quantity(value, isBinary);
        return true;
    }

    [GeneratedRegex(@"^(?<number>[+-]?[0-9]+(\.[0-9]*)?|[+-]?\.[0-9]+)((?<exponent>[eE][+-]?[0-9]+)|(?<suffix>Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|))$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape { get; }
}
