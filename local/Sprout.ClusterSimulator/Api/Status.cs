using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Validation;

namespace Sprout.ClusterSimulator.Api;

/// <summary>
/// The Status object that stands for everything but a plain success. The wordings are those of a real API server
/// (1.20, compared by hand), since clients match on them.
/// </summary>
internal sealed record Status(int Code, string? Reason, string Message)
{
    public JsonObject? Details { get; init; }

    public int? RetryAfterSeconds { get; init; }

    public static Status NotFound(ResourceKind kind, string name) =>
        new(404, "NotFound", $"{kind.QualifiedPlural} \"{name}\" not found") { Details = Describe(name, kind.Group, kind.Plural) };

    public static Status NoSuchPath() =>
        new(404, "NotFound", "the server could not find the requested resource") { Details = [] };

    public static Status AlreadyExists(ResourceKind kind, string name) =>
        new(409, "AlreadyExists", $"{kind.QualifiedPlural} \"{name}\" already exists") { Details = Describe(name, kind.Group, kind.Plural) };

    public static Status Modified(ResourceKind kind, string name) => Conflict(
        kind.QualifiedPlural, kind, name, "the object has been modified; please apply your changes to the latest version and try again");

    /// <summary>A precondition of a deletion that does not hold; a real server names the kind here, not the resource.</summary>
    public static Status PreconditionFailed(ResourceKind kind, string name, string problem) =>
        Conflict(kind.Kind, kind with { Plural = kind.Kind }, name, problem);

    public static Status Invalid(ResourceKind kind, string name, FieldErrors errors) =>
        Invalid(kind.Group, kind.Kind, name, errors);

    public static Status Invalid(string group, string kind, string name, FieldErrors errors)
    {
        var details = Describe(name, group, kind);
        details["causes"] = new JsonArray([.. errors.Select(error => Cause(error.Reason, error.Message, error.Field))]);
        var qualified = group.Length == 0 ? kind : $"{kind}.{group}";
        return new Status(422, "Invalid", $"{qualified} \"{name}\" is invalid: {errors}") { Details = details };
    }

    public static Status Forbidden(ResourceKind kind, string name, string problem) =>
        new(403, "Forbidden", $"{kind.QualifiedPlural} \"{name}\" is forbidden: {problem}") { Details = Describe(name, kind.Group, kind.Plural) };

    public static Status NamespaceTerminating(ResourceKind kind, string name, string @namespace)
    {
        var status = Forbidden(kind, name, $"unable to create new content in namespace {@namespace} because it is being terminated");
        status.Details!["causes"] = new JsonArray(Cause("NamespaceTerminating", $"namespace {@namespace} is being terminated", "metadata.namespace"));
        return status;
    }

    public static Status BadRequest(string message) => new(400, "BadRequest", message);

    public static Status UnsupportedMediaType(string message) => new(415, "UnsupportedMediaType", message);

    public static Status MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource") { Details = [] };

    public static Status NotImplemented(string what) => new(501, "NotImplemented", $"the cluster simulator does not implement {what}");

    public static Status Expired(string message) => new(410, "Expired", message);

    public static Status TooLargeVersion(long asked, long current) =>
        new(504, "Timeout", $"Timeout: Too large resource version: {asked}, current: {current}")
        {
            RetryAfterSeconds = 1,
            Details = new JsonObject
            {
                ["causes"] = new JsonArray(Cause("ResourceVersionTooLarge", "Too large resource version", null)),
                ["retryAfterSeconds"] = 1,
            },
        };

    public static JsonObject Cause(string reason, string message, string? field)
    {
        var cause = new JsonObject { ["reason"] = reason, ["message"] = message };
        if (field is not null)
        {
            cause["field"] = field;
        }

        return cause;
    }

    public static JsonObject Describe(string name, string group, string kind)
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (group.Length > 0)
        {
            details["group"] = group;
        }

        details["kind"] = kind;
        return details;
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = Code < 400 ? "Success" : "Failure",
        };
        if (Message.Length > 0)
        {
            json["message"] = Message;
        }

        if (Reason is not null)
        {
            json["reason"] = Reason;
        }

        if (Details is not null)
        {
            json["details"] = Details.DeepClone();
        }

        if (Code >= 400)
        {
            json["code"] = Code;
        }

        return json;
    }

    private static Status Conflict(string what, ResourceKind kind, string name, string problem) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {what} \"{name}\": {problem}") { Details = Describe(name, kind.Group, kind.Plural) };
}
