using System.Text.Json.Nodes;

namespace Sprout.Contracts.Tests.Schemas;

/// <summary>What MassTransit puts around each message: <c>application/vnd.masstransit+json</c>.</summary>
internal static class EnvelopeSchema
{
    public static JsonObject File()
    {
        var schema = Make();
        schema.Insert(0, "$schema", JsonSchemas.Draft);
        schema.Insert(1, "$id", "urn:sprout:envelope");
        schema.Insert(2, "title", "Envelope");
        return schema;
    }

    public static JsonObject Make() => new()
    {
        ["type"] = "object",
        ["description"] = "What MassTransit puts around each message (application/vnd.masstransit+json). A program that sends needs only messageType and message, "
            + "and, to be answered, requestId and responseAddress.",
        ["required"] = new JsonArray("messageType", "message"),
        ["properties"] = new JsonObject
        {
            ["messageId"] = Id("This message's own; a repeat of the same message has the same."),
            ["requestId"] = Id("Of a request: the answer carries it back."),
            ["correlationId"] = Id("What the message is about, where its sender says so."),
            ["conversationId"] = Id("The same in everything that follows from one first message."),
            ["initiatorId"] = Id("The correlationId of the message that led to this one."),
            ["sourceAddress"] = Address("Who sent it."),
            ["destinationAddress"] = Address("Where it was sent."),
            ["responseAddress"] = Address("Where the answer to a request goes."),
            ["faultAddress"] = Address("Where the word goes that handling it failed."),
            ["messageType"] = new JsonObject
            {
                ["description"] = "The message's URN, and those of what it is besides; a consumer looks for the one it knows.",
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "string", ["pattern"] = "^urn:message:" },
                ["minItems"] = 1,
            },
            ["message"] = new JsonObject { ["description"] = "The message, by the schema of its type.", ["type"] = "object" },
            ["expirationTime"] = Time("When it is not worth delivering any more."),
            ["sentTime"] = Time("When it was sent, on its sender's clock."),
            ["headers"] = new JsonObject { ["description"] = "Whatever else its sender said; traceparent and the like.", ["type"] = new JsonArray("object", "null") },
            ["host"] = new JsonObject { ["description"] = "The process that sent it.", ["type"] = new JsonArray("object", "null") },
        },
    };

    private static JsonObject Id(string what) => Text(what, "uuid");

    private static JsonObject Address(string what) => Text(what, "uri");

    private static JsonObject Time(string what) => Text(what, "date-time");

    private static JsonObject Text(string what, string format) => new() { ["description"] = what, ["type"] = new JsonArray("string", "null"), ["format"] = format };
}
