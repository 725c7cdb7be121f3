using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Selectors;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Validation;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Api;

/// <summary>DELETE of one object, and of a collection.</summary>
internal sealed class DeleteEndpoint(ObjectStore store, ObjectDeleter deleter)
{
    public async Task<Answer> ServeAsync(HttpRequest request, ApiPath path)
    {
        var text = await BodyReader.ReadTextAsync(request);
        JsonObject? body = null;
        if (text.Length > 0 && (body = BodyReader.Parse(text).Tree) is null)
        {
            return Status.BadRequest("couldn't get version/kind; json parse error: the body is no DeleteOptions");
        }

        var options = DeleteOptions.Of(body, name => request.Query[name]);
        if (options.Propagation is { } policy and not ("Background" or "Foreground" or "Orphan"))
        {
            var errors = new FieldErrors().NotSupported("propagationPolicy", policy, "Foreground", "Background", "Orphan", "nil");
            return Status.Invalid("meta.k8s.io", "DeleteOptions", "", errors);
        }

        return path.Name.Length > 0 ? One(path, options) : Many(path, request.Query, options);
    }

    private Answer One(ApiPath path, DeleteOptions options)
    {
        var key = new ObjectKey(path.Kind, path.Namespace, path.Name);
        var outcome = deleter.Delete(key, options);
        if (outcome.Object is not { } last || path.Kind.ReturnsDeleted || last.Facts.HasFinalizers)
        {
            return Answer.Of(outcome);
        }

        var details = Status.Describe(path.Name, path.Kind.Group, path.Kind.Plural);
        details["uid"] = last.Facts.Uid;
        return new Status(200, null, "") { Details = details };
    }

    private Answer Many(ApiPath path, IQueryCollection query, DeleteOptions options)
    {
        var (selection, refusal) = Selection.Of(path, query);
        if (selection is null)
        {
            return refusal!;
        }

        lock (store.Gate)
        {
            var (version, all) = store.List(path.Kind, selection.Namespace);
            StoredObject[] items = [.. all.Where(selection.Matches)];
            foreach (var item in items)
            {
                deleter.Delete(item.Key, options with { Uid = null, ResourceVersion = null });
            }

            return ListEndpoint.Render(selection, version, items);
        }
    }
}
