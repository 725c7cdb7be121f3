using System.Text.Json.Nodes;

namespace Sprout.Contracts.Tests.Schemas;

/// <summary>The fields of an entry of the public stream <c>container_events</c>: all text, as Redis has it.</summary>
internal static class FeedSchema
{
    private static readonly string[] Events = ["created", "running", "failed", "deleting", "deleted", "extended", "progressed"];

    private static readonly (string Name, JsonObject Schema)[] Always =
    [
        ("event_type", OneOf("What has happened.", [.. Events.Select(name => "container." + name)])),
        ("container_id", Text("Which container.", "uuid")),
        ("owner", Text("Whose; opaque.")),
        ("name", Text("Its name, for people.")),
        ("image", Text("Its image.")),
        ("status", OneOf("Its status now.", Names<ContainerStatus>())),
        ("previous", OneOf("Its status before; empty for a new one.", ["", .. Names<ContainerStatus>()])),
        ("version", new() { ["description"] = "Counts the container's changes; drop what is not higher than what you have seen.", ["type"] = "string", ["pattern"] = "^[0-9]+$" }),
        ("at", Text("When it changed, in UTC.", "date-time")),
        ("url", Text("Where it answers when running.")),
        ("expires_at", Text("When it will be deleted, in UTC.", "date-time")),
        ("stage", OneOf("How far it has come.", Names<ContainerStage>())),
    ];

    public static JsonObject File()
    {
        var schema = Make();
        schema.Insert(0, "$schema", JsonSchemas.Draft);
        schema.Insert(1, "$id", "urn:sprout:container_events");
        schema.Insert(2, "title", "An entry of container_events");
        return schema;
    }

    public static JsonObject Make() => new()
    {
        ["type"] = "object",
        ["description"] = "The fields of an entry, all text. failure_… are there when the container failed, waiting_… while something holds it up.",
        ["required"] = new JsonArray([.. Always.Select(field => (JsonNode)field.Name)]),
        ["properties"] = new JsonObject(Always.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Schema.DeepClone()))
            .Concat(Failure("failure", "Why it failed")).Concat(Failure("waiting", "What holds it up, in the words in which it would fail"))),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Failure(string prefix, string what) =>
    [
        new(prefix + "_phase", OneOf($"{what}: how far it had come.", Enum.GetNames<FailurePhase>())),
        new(prefix + "_reason", OneOf($"{what}: from the closed list.", Enum.GetNames<FailureReason>())),
        new(prefix + "_message", Text($"{what}: one sentence.")),
        new(prefix + "_hint", Text($"{what}: what a person can do about it.")),
    ];

    private static JsonObject Text(string what, string? format = null)
    {
        var schema = new JsonObject { ["description"] = what, ["type"] = "string" };
        if (format is not null)
            schema["format"] = format;
        return schema;
    }

    private static JsonObject OneOf(string what, string[] values) =>
        new() { ["description"] = what, ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]) };

#pragma warning disable CA1308 // The feed's form is lower case.
    private static string[] Names<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
#pragma warning restore CA1308
}
