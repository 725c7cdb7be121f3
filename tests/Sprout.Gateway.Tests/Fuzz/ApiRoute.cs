using System.Text.Json.Nodes;

namespace Sprout.Gateway.Tests.Fuzz;

/// <summary>A route as the OpenAPI document tells it.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Template">Its path, with <c>{parameters}</c>.</param>
/// <param name="Parameters">Where each parameter stands (path, query, header), and its name.</param>
/// <param name="Members">The members of its JSON body and their schemas; null when it takes no body.</param>
internal sealed record ApiRoute(string Method, string Template, IReadOnlyList<(string In, string Name)> Parameters, IReadOnlyDictionary<string, JsonObject>? Members)
{
    public static IEnumerable<ApiRoute> In(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key is "get" or "put" or "post" or "delete" or "patch" or "head" or "options"
        let content = operation.Value!["requestBody"]?["content"]?["application/json"]
        select new ApiRoute(
            operation.Key.ToUpperInvariant(),
            path.Key,
            [.. (operation.Value["parameters"]?.AsArray() ?? []).Select(parameter => (parameter!["in"]!.GetValue<string>(), parameter["name"]!.GetValue<string>()))],
            content is null ? null : MembersOf(document, content["schema"]!.AsObject()));

    /// <summary>The path, with its parameters filled in.</summary>
    public string Path(string argument)
    {
        var path = Template;
        foreach (var (_, name) in Parameters.Where(parameter => parameter.In == "path"))
            path = path.Replace("{" + name + "}", argument, StringComparison.Ordinal);
        return path;
    }

    public bool HasPathParameter => Parameters.Any(parameter => parameter.In == "path");

    public override string ToString() => $"{Method} {Template}";

    /// <summary>Whether a member's schema allows a type: the word, or one in a list.</summary>
    public static bool Allows(JsonObject schema, string type) =>
        schema["type"] is not { } types || (types is JsonArray several ? several.Any(one => one!.GetValue<string>() == type) : types.GetValue<string>() == type);

    private static Dictionary<string, JsonObject> MembersOf(JsonObject document, JsonObject schema)
    {
        schema = Resolve(document, schema);
        return (schema["properties"]?.AsObject() ?? []).ToDictionary(member => member.Key, member => Resolve(document, member.Value!.AsObject()));
    }

    private static JsonObject Resolve(JsonObject document, JsonObject schema)
    {
        var inner = (schema["oneOf"] ?? schema["anyOf"])?.AsArray().Select(one => one!.AsObject()).FirstOrDefault(one => one.ContainsKey("$ref")) ?? schema;
        return inner["$ref"] is { } reference
            ? document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!.AsObject()
            : schema;
    }
}
