using System.Text.Json.Nodes;

namespace Sprout.Gateway.Tests.Fuzz;

/// <summary>What nobody should be able to do harm with. All of it must be refused.</summary>
internal static class Garbage
{
    private const int Deep = 10_000;

    /// <summary>Texts that are never a name, an image, a number, an id or a cursor.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        "../../etc/passwd", "..\\..\\windows", "a\r\nX-Injected: 1", "a\nb", "\0", "a\0b", "\u202Egnp.exe", "a\u200Bb", "\uFEFF", "ａｂｃ", "İı", "e\u0301", "💥", "' OR 1=1 --",
        "<script>alert(1)</script>", "${jndi:ldap://x}", "{{7*7}}", "%00", "%2e%2e%2f", "-", " ", "\t", "NaN", "-0", "٣", new('a', 30_000), new('\u0301', 9000),
    ];

    /// <summary>Bodies that are no JSON object of which every member is known once.</summary>
    public static IEnumerable<byte[]> Bodies() =>
    [
        .. new[]
        {
            "{", "}", "[", "]", "{\"a\":}", "{\"a\"}", "{,}", "{\"a\":1", "{'a':1}", "{a:1}", "{\"a\":1,}", "nul", "NaN", "Infinity", "-", "01", "1e", "\"", "\"a", "{} {}", "{}x", "// c\n{}", "/**/{}",
            "null", "true", "42", "1e999", "\"text\"", "[]", "[{}]", "{\"unknown\":1}", "{\"__proto__\":{\"admin\":true}}", "{\"\":1}", "{\"constructor\":null}", "\u0001{}", "{}\0", "\0",
            "{\"unknown\":\"\\ud800\"}", "{\"\\udfff\":1}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\x41\"}", "{\"a\":\"\t\"}", "{\"unknown\":1,\"unknown\":2}", "{\"$type\":\"System.Diagnostics.Process\"}",
            new string('[', Deep), string.Concat(Enumerable.Repeat("{\"a\":", Deep)), new string('[', Deep) + new string(']', Deep), string.Concat(Enumerable.Repeat("{\"a\":", Deep)) + "1" + new string('}', Deep),
            $"{{\"{new string('k', 30_000)}\":1}}", $"{{{string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"k{i}\":1"))}}}", "{\"unknown\":" + new string('9', 30_000) + "}",
        }.Select(RawRequest.Utf8),
        [0xC0, 0xAF], [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00], [0x7B, 0x22, 0xC3, 0x28, 0x22, 0x3A, 0x31, 0x7D], [0x7B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x3A, 0x31, 0x7D], [0x1F, 0x8B, 0x08, 0x00], [0x89, 0x50, 0x4E, 0x47],
    ];

    /// <summary>Values that a member of this schema cannot have, as JSON.</summary>
    public static IEnumerable<string> Values(JsonObject schema)
    {
        var wrong = new List<string>();
        if (!ApiRoute.Allows(schema, "string"))
            wrong.AddRange(["\"\"", "\"1\"", "\"text\"", "\"\\u0000\""]);
        if (!ApiRoute.Allows(schema, "integer") && !ApiRoute.Allows(schema, "number"))
            wrong.AddRange(["0", "1", "-1.5", "1e400"]);
        if (!ApiRoute.Allows(schema, "number"))
            wrong.AddRange(["0.5", "1e400", "-1e400", "1e-400", "99999999999999999999999", "-9223372036854775809", "18446744073709551616"]);
        if (!ApiRoute.Allows(schema, "boolean"))
            wrong.AddRange(["true", "false"]);
        if (!ApiRoute.Allows(schema, "array"))
            wrong.AddRange(["[]", "[1]", "[[[[]]]]"]);
        if (!ApiRoute.Allows(schema, "object"))
            wrong.AddRange(["{}", "{\"a\":1}"]);
        if (schema["minimum"] is { } minimum)
            wrong.AddRange([$"{minimum.GetValue<double>() - 1:F0}", "-2147483648", "-2147483649"]);
        if (schema["maximum"] is { } maximum)
            wrong.AddRange([$"{maximum.GetValue<double>() + 1:F0}", "2147483647", "2147483648"]);
        if (schema["maxLength"] is not null || schema["pattern"] is not null)
            wrong.AddRange(Texts.Select(text => JsonValue.Create(text).ToJsonString()).Append("\"\\ud800\""));
        if (schema["enum"] is not null)
            wrong.AddRange(["\"\"", "\"nothing of the kind\""]);
        if (schema["additionalProperties"] is JsonObject)
            wrong.AddRange(["{\"a\":1}", "{\"a\":{}}", "{\"A\":\"1\",\"A\":\"2\"}", "{\"\":\"x\"}", "{\"../\":\"x\"}", "{\"A\\r\\nB\":\"x\"}"]);
        if (schema["items"] is JsonObject items)
            wrong.AddRange(["[[]]", ApiRoute.Allows(items, "string") ? "[1]" : "[\"a\"]", ApiRoute.Allows(items, "object") ? "[1]" : "[{}]", "[1e400]", "[true]", $"[{string.Join(',', Enumerable.Repeat("true", 8000))}]"]);
        return wrong.Distinct();
    }
}
