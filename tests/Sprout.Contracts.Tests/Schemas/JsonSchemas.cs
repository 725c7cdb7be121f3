using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Sprout.Contracts.Tests.Support;

namespace Sprout.Contracts.Tests.Schemas;

/// <summary>
/// The contracts' types as JSON Schemas (draft 7, which AsyncAPI takes as well): as the bus writes them, described by their doc comments. Members that are
/// not named may be there: a newer Sprout knows more.
/// </summary>
/// <param name="references">What the reference to a type begins with, such as <c>#/definitions/</c>.</param>
internal sealed class JsonSchemas(string references)
{
    public const string Draft = "http://json-schema.org/draft-07/schema#";

    /// <summary>A message by itself, with the types that it is made of.</summary>
    public static JsonObject FileOf(Type message)
    {
        var schemas = new JsonSchemas("#/definitions/");
        var schema = schemas.Of(message);
        schema.Insert(0, "$schema", Draft);
        schema.Insert(1, "$id", MessageUrn.ForType(message).ToString());
        schema.Insert(2, "title", message.Name);
        var definitions = new JsonObject([.. PartsOf(message).Select(part => KeyValuePair.Create(part.Name, (JsonNode?)schemas.Of(part)))]);
        if (definitions.Count > 0)
            schema["definitions"] = definitions;
        return schema;
    }

    /// <summary>A record or a closed list; the types of members are referred to.</summary>
    public JsonObject Of(Type type) => type.IsEnum
        ? new()
        {
            ["type"] = "string",
            ["description"] = string.Join('\n', Enum.GetNames(type).Select(name => $"- {name}: {Summaries.Of($"F:{type}.{name}")}").Prepend(Summaries.Of(type))),
            ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)name)]),
        }
        : new()
        {
            ["type"] = "object",
            ["description"] = Summaries.Of(type),
            ["required"] = new JsonArray([.. type.GetProperties().Where(member => member.IsDefined(typeof(RequiredMemberAttribute))).Select(member => (JsonNode)NameOf(member))]),
            ["properties"] = new JsonObject(type.GetProperties().Select(member => KeyValuePair.Create(NameOf(member), (JsonNode?)Of(member)))),
        };

    /// <summary>The contracts' types that a record is made of, itself not among them; ordered.</summary>
    public static IEnumerable<Type> PartsOf(Type type) => type.GetProperties()
        .SelectMany(member => Mentioned(member.PropertyType))
        .SelectMany(part => PartsOf(part).Prepend(part))
        .Distinct()
        .OrderBy(part => part.Name, StringComparer.Ordinal);

    private JsonObject Of(PropertyInfo member)
    {
        var nullability = new NullabilityInfoContext().Create(member);
        var schema = Of(nullability);
        if (nullability.ReadState == NullabilityState.Nullable)
            schema = OrNull(schema);
        // Beside a reference nothing else counts.
        else if (schema.ContainsKey("$ref"))
            schema = new() { ["allOf"] = new JsonArray(schema) };
        schema.Insert(0, "description", Summaries.Of(member));
        return schema;
    }

    private JsonObject Of(NullabilityInfo value)
    {
        var type = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
        if (type == typeof(string))
            return new() { ["type"] = "string" };
        if (type == typeof(bool))
            return new() { ["type"] = "boolean" };
        if (type == typeof(int) || type == typeof(long))
            return new() { ["type"] = "integer", ["format"] = type == typeof(int) ? "int32" : "int64" };
        if (type == typeof(Guid))
            return new() { ["type"] = "string", ["format"] = "uuid" };
        if (type == typeof(DateTimeOffset))
            return new() { ["type"] = "string", ["format"] = "date-time" };
        if (type == typeof(Uri))
            return new() { ["type"] = "string", ["format"] = "uri" };
        if (type == typeof(IReadOnlyDictionary<string, string>))
            return new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new() { ["type"] = "array", ["items"] = Of(value.GenericTypeArguments[0]) };
        return type.Assembly == ContractTypes.Assembly
            ? new() { ["$ref"] = references + type.Name }
            : throw new NotSupportedException($"Say here what {type} is on the wire.");
    }

    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema.ContainsKey("$ref"))
            return new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        schema["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
        return schema;
    }

    private static IEnumerable<Type> Mentioned(Type type) => type.IsGenericType
        ? type.GenericTypeArguments.SelectMany(Mentioned)
        : type.Assembly == ContractTypes.Assembly ? [type] : [];

    private static string NameOf(PropertyInfo member) => JsonNamingPolicy.CamelCase.ConvertName(member.Name);
}
