using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sprout.Contracts.Tests.Schemas;

/// <summary>Writes JSON as YAML, so that people can read it: blocks by indentation, and in quotes whatever is not plainly a word.</summary>
internal static partial class Yaml
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, string indent)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                    Write(text.Append(indent).Append(Scalar(name)).Append(':'), value, indent, nested: indent + "  ");
                break;
            case JsonArray items:
                foreach (var item in items)
                    Write(text.Append(indent).Append('-'), item, indent, nested: indent + "  ");
                break;
            default:
                text.Append(Scalar(node)).Append('\n');
                break;
        }
    }

    private static void Write(StringBuilder text, JsonNode? value, string indent, string nested)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } or JsonArray { Count: > 0 } when !IsShort(value):
                text.Append('\n');
                Write(text, value, nested);
                break;
            case JsonArray items:
                text.Append(" [").AppendJoin(", ", items.Select(Scalar)).Append("]\n");
                break;
            case JsonObject members:
                text.Append(" {").AppendJoin(", ", members.Select(member => $" {Scalar(member.Key)}: {Scalar(member.Value)}")).Append(members.Count > 0 ? " }\n" : "}\n");
                break;
            case JsonValue words when words.GetValueKind() == JsonValueKind.String && words.GetValue<string>().Contains('\n', StringComparison.Ordinal):
                text.Append(" |-\n").AppendJoin("", words.GetValue<string>().Split('\n').Select(line => $"{indent}  {line}\n"));
                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static bool IsShort(JsonNode node) => node switch
    {
        JsonArray items => items.All(item => item is JsonValue) && items.Sum(item => Scalar(item).Length + 2) < 140,
        JsonObject members => members.Count == 1 && members.ContainsKey("$ref"),
        _ => false,
    };

    private static string Scalar(JsonNode? value) => value switch
    {
        null => "null",
        JsonValue text when text.GetValueKind() == JsonValueKind.String => Scalar(text.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    // A JSON string is a YAML string.
    private static string Scalar(string text) =>
        Plain().IsMatch(text) && text is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n") ? text : JsonSerializer.Serialize(text, Readable);

    [GeneratedRegex(@"^[A-Za-z_$]([\w$/.() -]*[\w$/.()])?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
