using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Patching;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Validation;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Api;

/// <summary>PATCH: server-side apply and merge patches.</summary>
internal sealed class PatchEndpoint(ObjectStore store, ObjectWriter writer)
{
    public async Task<Answer> ServeAsync(HttpRequest request, ApiPath path)
    {
        var text = await BodyReader.ReadTextAsync(request);
        return BodyReader.MediaType(request) switch
        {
            "application/apply-patch+yaml" => ServeApply(request.Query, path, text),
            "application/merge-patch+json" => ServeMerge(path, text),
            "application/json-patch+json" or "application/strategic-merge-patch+json" => Status.NotImplemented(request.ContentType!),
            _ => Status.UnsupportedMediaType("415: Unsupported Media Type") with { Details = [] },
        };
    }

    private static UpdateScope ScopeOf(ApiPath path) => path.Subresource == "status" ? UpdateScope.Status : UpdateScope.Object;

    private Answer ServeMerge(ApiPath path, string text)
    {
        if (BodyReader.Parse(text).Tree is not { } patch)
        {
            return new Status(500, null, "Invalid JSON Patch");
        }

        return Answer.Of(writer.Update(new ObjectKey(path.Kind, path.Namespace, path.Name), ScopeOf(path), old =>
        {
            var tree = MergePatch.Apply(old.Parse(), patch);
            if (patch.Object("metadata").Text("resourceVersion") is null)
            {
                tree.Metadata()["resourceVersion"] = old.ResourceVersion.ToString();
            }

            return BodyReader.Check(path, tree) is { } refusal ? Change.Refused(refusal) : Change.To(tree, old.Applied);
        }));
    }

    private Answer ServeApply(IQueryCollection query, ApiPath path, string text)
    {
        if (query["fieldManager"].ToString() is not { Length: > 0 } manager)
        {
            return Status.Invalid("meta.k8s.io", "PatchOptions", "", new FieldErrors().Required("fieldManager", "is required for apply patch"));
        }

        var (configuration, problem) = BodyReader.Parse(text);
        if (configuration is null)
        {
            return Status.BadRequest($"error decoding YAML: {problem}");
        }

        if (Refuse(path, configuration) is { } refusal)
        {
            return refusal;
        }

        configuration.Metadata()["name"] = path.Name;
        var key = new ObjectKey(path.Kind, path.Namespace, path.Name);
        var force = query["force"] == "true" || query["force"] == "1";
        lock (store.Gate)
        {
            return Answer.Of(store.Find(key) is null
                ? writer.Create(path.Kind, path.Namespace, configuration.DeepClone().AsObject(), With(null, manager, configuration))
                : writer.Update(key, ScopeOf(path), old => Apply(old, manager, configuration, force)));
        }
    }

    private static Change Apply(StoredObject old, string manager, JsonObject configuration, bool force)
    {
        var applied = old.Applied?.Parse();
        if (!force && ApplyConflicts.Find(applied, manager, configuration) is { } conflict)
        {
            return Change.Refused(conflict);
        }

        var tree = ApplyPatch.Merge(old.Parse(), configuration, applied?[manager] as JsonObject);
        if (configuration.Object("metadata").Text("resourceVersion") is null)
        {
            tree.Metadata()["resourceVersion"] = old.ResourceVersion.ToString();
        }

        return Change.To(tree, With(applied, manager, configuration));
    }

    private static Status? Refuse(ApiPath path, JsonObject configuration)
    {
        if (configuration.Text("apiVersion") != path.Kind.ApiVersion)
        {
            return Status.BadRequest($"Incorrect version specified in apply patch. Specified patch version: {configuration.Text("apiVersion")}, expected: {path.Kind.ApiVersion}");
        }

        return configuration.Object("metadata")?.ContainsKey("managedFields") == true && configuration.Metadata()["managedFields"] is not null
            ? Status.BadRequest("metadata.managedFields must be nil")
            : BodyReader.Check(path, configuration);
    }

    private static AppliedFields? With(JsonObject? applied, string manager, JsonObject configuration)
    {
        applied ??= [];
        applied[manager] = configuration.DeepClone();
        return AppliedFields.Of(applied);
    }
}
