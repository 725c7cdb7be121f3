using System.Text.Json.Nodes;
using MassTransit;
using Sprout.Contracts.Tests.Support;

namespace Sprout.Contracts.Tests.Schemas;

/// <summary>
/// What Sprout says and listens to, as AsyncAPI 3: seen from Sprout, which sends events and commands and receives requests. AsyncAPI's binding for Redis
/// is empty, so what a client of the streams must know stands under <c>x-redis-streams</c>.
/// </summary>
internal static class AsyncApiDocument
{
    private const string Envelope = "#/components/schemas/Envelope";

    public static JsonObject Make() => new()
    {
        ["asyncapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "Sprout",
            ["version"] = PackageVersion.Read(),
            ["description"] = "Self-service containers on Kubernetes: the messages between the services, and the feed for everybody else. Written from the types; README.md beside it says what to subscribe to and what is promised.",
            ["license"] = new JsonObject { ["name"] = "MIT" },
        },
        ["servers"] = new JsonObject
        {
            ["redis"] = new JsonObject
            {
                ["host"] = "{host}",
                ["protocol"] = "redis",
                ["description"] = "The Redis of the installation, 7.0 or newer.",
                ["variables"] = new JsonObject { ["host"] = new JsonObject { ["default"] = "localhost:6379", ["description"] = "Host and port." } },
            },
        },
        ["defaultContentType"] = "application/vnd.masstransit+json",
        ["channels"] = Channels(),
        ["operations"] = Operations(),
        ["components"] = new JsonObject
        {
            ["messages"] = new JsonObject(ContractTypes.Messages.Select(message => KeyValuePair.Create(message.Name, (JsonNode?)Message(message)))),
            ["schemas"] = Schemas(),
        },
    };

    private static JsonObject Channels()
    {
        var channels = new JsonObject(MessageRole.All.Select(role => KeyValuePair.Create(role.Message.Name, (JsonNode?)Channel(role))));
        channels["Answers"] = new JsonObject
        {
            ["address"] = null,
            ["description"] = "Where a request's responseAddress says: a temporary queue of who asks.",
            ["messages"] = References("#/components/messages/", MessageRole.All.SelectMany(role => role.Answers)),
        };
        channels["container_events"] = new JsonObject
        {
            ["address"] = "container_events",
            ["description"] = "The public feed: one entry for every change of every container, plain fields, for programs in any language. Read it with XREAD or a consumer group of your own, from the last id that you have seen.",
            ["messages"] = new JsonObject
            {
                ["ContainerEvent"] = new JsonObject
                {
                    ["title"] = "A container changed",
                    ["contentType"] = "text/plain",
                    ["payload"] = Reference("#/components/schemas/ContainerEvent"),
                },
            },
            ["x-redis-streams"] = new JsonObject { ["key"] = "container_events", ["entry"] = "The fields of the payload, each a field of the entry.", ["maxlen"] = "about Lifecycle:FeedLength (10000); older entries go" },
        };
        return channels;
    }

    private static JsonObject Channel(MessageRole role) => new()
    {
        ["address"] = role.Queue ?? Topic(role.Message),
        ["description"] = Summaries.Of(role.Message),
        ["messages"] = References("#/components/messages/", [role.Message]),
        ["x-redis-streams"] = role.Queue is { } queue
            ? new JsonObject { ["stream"] = $"{{sprout}}:queue:{queue}", ["group"] = queue }
            : new JsonObject { ["topology"] = $"{{sprout}}:topology:{Topic(role.Message)}", ["streams"] = "{sprout}:queue:<queue>, for each queue in the set" },
    };

    private static JsonObject Operations()
    {
        var operations = new JsonObject(MessageRole.All.Select(role => KeyValuePair.Create((role.Answers.Length > 0 ? "answer" : "send") + role.Message.Name, (JsonNode?)Operation(role))));
        operations["appendContainerEvent"] = new JsonObject { ["action"] = "send", ["channel"] = Reference("#/channels/container_events"), ["summary"] = "Told with the script that stores the change: neither without the other." };
        return operations;
    }

    private static JsonObject Operation(MessageRole role)
    {
        var operation = new JsonObject
        {
            ["action"] = role.Answers.Length > 0 ? "receive" : "send",
            ["channel"] = Reference("#/channels/" + role.Message.Name),
            ["summary"] = role.Answers.Length > 0 ? "A request." : role.Queue is null ? "An event." : "A command to the provisioner.",
        };
        if (role.Answers.Length > 0)
        {
            operation["reply"] = new JsonObject
            {
                ["address"] = new JsonObject { ["location"] = "$message.payload#/responseAddress", ["description"] = "Who asks names it." },
                ["channel"] = Reference("#/channels/Answers"),
                ["messages"] = new JsonArray([.. role.Answers.Select(answer => Reference("#/channels/Answers/messages/" + answer.Name))]),
            };
        }

        return operation;
    }

    private static JsonObject Message(Type message) => new()
    {
        ["name"] = MessageUrn.ForType(message).ToString(),
        ["title"] = message.Name,
        ["summary"] = Summaries.Of(message),
        ["contentType"] = "application/vnd.masstransit+json",
        ["headers"] = Reference("#/components/schemas/Entry"),
        ["payload"] = new JsonObject
        {
            ["allOf"] = new JsonArray(Reference(Envelope), new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["messageType"] = new JsonObject { ["type"] = "array", ["contains"] = new JsonObject { ["const"] = MessageUrn.ForType(message).ToString() } },
                    ["message"] = Reference("#/components/schemas/" + message.Name),
                },
            }),
        },
    };

    private static JsonObject Schemas()
    {
        var schemas = new JsonSchemas("#/components/schemas/");
        return new(ContractTypes.Records.Concat(ContractTypes.Enums).OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => KeyValuePair.Create(type.Name, (JsonNode?)schemas.Of(type)))
            .Append(new("ContainerEvent", FeedSchema.Make()))
            .Append(new("Envelope", EnvelopeSchema.Make()))
            .Append(new("Entry", Entry())));
    }

    private static JsonObject Entry() => new()
    {
        ["type"] = "object",
        ["description"] = "The other fields of the stream's entry, beside b, which holds the payload.",
        ["properties"] = new JsonObject
        {
            ["t"] = Field("The content type; absent for application/vnd.masstransit+json."),
            ["h"] = Field("Headers of the transport, as JSON."),
            ["ttl"] = Field("Milliseconds from the time in the entry's id after which it is not worth delivering."),
            ["d"] = Field("How often it was delivered under earlier ids."),
        },
    };

    private static JsonObject Field(string what) => new() { ["description"] = what, ["type"] = "string" };

    private static string Topic(Type message) => $"{message.Namespace}:{message.Name}";

    private static JsonObject Reference(string to) => new() { ["$ref"] = to };

    private static JsonObject References(string to, IEnumerable<Type> messages) =>
        new(messages.Distinct().OrderBy(message => message.Name, StringComparer.Ordinal).Select(message => KeyValuePair.Create(message.Name, (JsonNode?)Reference(to + message.Name))));
}
