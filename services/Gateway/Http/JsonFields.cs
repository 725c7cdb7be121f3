using System.Text;
using System.Text.Json;
using Sprout.Gateway.Errors;

namespace Sprout.Gateway.Http;

/// <summary>
/// The members of a JSON object, taken one by one. What is wrong with any of them is collected, so that a client hears of everything at
/// once and by name; a deserializer stops at the first.
/// </summary>
internal sealed partial class JsonFields
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, JsonElement> _members = [];
    private readonly HashSet<string> _asked = [];

    private JsonFields()
    {
    }

    /// <summary>What is wrong so far.</summary>
    public FieldErrors Errors { get; } = [];

    /// <summary>The members of no body at all.</summary>
    public static JsonFields None() => new();

    /// <summary>Reads a body; the problem when it is not one JSON object.</summary>
    public static (JsonFields? Fields, ProblemResult? Problem) Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(StrictUtf8.GetString(body.Span));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, Problems.MalformedJson($"The body is a JSON {Name(document.RootElement.ValueKind)}."));
            var fields = new JsonFields();
            fields.Take(document.RootElement.Clone(), fields._members, path: "");
            return (fields, null);
        }
        catch (JsonException malformed)
        {
            return (null, Problems.MalformedJson($"It stops being JSON at line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}."));
        }
        catch (DecoderFallbackException)
        {
            return (null, Problems.MalformedJson("It is not UTF-8."));
        }
        catch (InvalidOperationException)
        {
            // JsonElement says so of text with half a surrogate pair in it.
            return (null, Problems.MalformedJson("It has text in it that is not Unicode."));
        }
    }

    /// <summary>A member that is text; null when absent or wrong.</summary>
    public string? Text(string name) => Ask(name, JsonValueKind.String, "text") is { } value ? value.GetString() : null;

    /// <summary>A member that is a whole number; null when absent or wrong.</summary>
    public int? Integer(string name)
    {
        if (Ask(name, JsonValueKind.Number, "a whole number") is not { } value)
            return null;
        if (value.TryGetInt32(out var number))
            return number;
        Errors.Add(name, "must be a whole number that is not this large or broken.");
        return null;
    }

    /// <summary>A member that is an object of texts; null when absent or wrong.</summary>
    public IReadOnlyDictionary<string, string>? Texts(string name)
    {
        if (Ask(name, JsonValueKind.Object, "an object of texts") is not { } value)
            return null;
        var members = new Dictionary<string, JsonElement>();
        Take(value, members, name + ".");
        foreach (var (key, member) in members)
            if (member.ValueKind != JsonValueKind.String)
                Errors.Add($"{name}.{key}", $"must be text, not {Name(member.ValueKind)}.");
        return members.Where(member => member.Value.ValueKind == JsonValueKind.String).ToDictionary(member => member.Key, member => member.Value.GetString()!);
    }

    /// <summary>Call it last: every member that nobody asked for is wrong.</summary>
    public void RejectOthers()
    {
        foreach (var name in _members.Keys.Where(name => !_asked.Contains(name)))
            Errors.Add(name, $"is not known; known are {string.Join(", ", _asked)}.");
    }

    private JsonElement? Ask(string name, JsonValueKind kind, string wanted)
    {
        _asked.Add(name);
        if (!_members.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == kind)
            return value;
        Errors.Add(name, $"must be {wanted}, not {Name(value.ValueKind)}.");
        return null;
    }

    private void Take(JsonElement element, Dictionary<string, JsonElement> members, string path)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
                Errors.Add(path + member.Name, "stands there more than once.");
            if (member.Value.ValueKind == JsonValueKind.String)
                _ = member.Value.GetString();
            else if (member.Value.ValueKind == JsonValueKind.Object && path.Length == 0)
                Probe(member.Value);
        }
    }

    /// <summary>Reads an object's texts while a wrong one can still be answered as such.</summary>
    private static void Probe(JsonElement element)
    {
        foreach (var member in element.EnumerateObject())
            _ = (member.Name, member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null);
    }

    private static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
