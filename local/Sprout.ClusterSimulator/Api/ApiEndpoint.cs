using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Faults;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Pods;
using Sprout.ClusterSimulator.Selectors;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Watches;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator.Api;

/// <summary>Takes a request apart, and gives it to whoever answers that verb.</summary>
internal sealed class ApiEndpoint(
    ObjectStore store,
    ObjectWriter writer,
    ListEndpoint lists,
    PatchEndpoint patches,
    DeleteEndpoint deletions,
    WatchEndpoint watches,
    PodLogs logs)
{
    /// <summary>Null when the answer has been streamed already. <paramref name="refusal"/> is for a path that names nothing.</summary>
    public async Task<Answer?> AnswerAsync(HttpContext context, ApiPath? path, Status? refusal, Fault fault)
    {
        if (path is null || path.Name.Length == 0)
        {
            if (Discovery.Find(context.Request.Path.Value ?? "/") is { } document)
            {
                return document;
            }
        }

        if (path is null)
        {
            return refusal!;
        }

        if (context.Request.Query.ContainsKey("dryRun"))
        {
            return Status.NotImplemented("dryRun");
        }

        if (path.Subresource == "log")
        {
            return await logs.ServeAsync(context, path, fault);
        }

        return (context.Request.Method, path.Name.Length > 0) switch
        {
            ("GET", _) when context.Request.Query["watch"].ToString() is "true" or "1" => await WatchAsync(context, path, fault),
            ("GET", true) => Answer.Of(store.Find(KeyOf(path)) is { } found ? Outcome.Of(found) : Status.NotFound(path.Kind, path.Name)),
            ("GET", false) => List(path, context.Request.Query),
            ("POST", false) => await CreateAsync(context.Request, path),
            ("PUT", true) => await ReplaceAsync(context.Request, path),
            ("PATCH", true) => await patches.ServeAsync(context.Request, path),
            ("DELETE", _) => await deletions.ServeAsync(context.Request, path),
            _ => Status.MethodNotAllowed(),
        };
    }

    private static ObjectKey KeyOf(ApiPath path) => new(path.Kind, path.Namespace, path.Name);

    private Answer List(ApiPath path, IQueryCollection query)
    {
        var (selection, refusal) = Selection.Of(path, query);
        return selection is null ? refusal! : lists.Serve(selection, query);
    }

    private async Task<Answer?> WatchAsync(HttpContext context, ApiPath path, Fault fault)
    {
        var (selection, refusal) = Selection.Of(path, context.Request.Query);
        if (selection is null)
        {
            return refusal!;
        }

        await watches.ServeAsync(context, selection, fault);
        return null;
    }

    private async Task<Answer> CreateAsync(HttpRequest request, ApiPath path)
    {
        if (path.Kind.Namespaced && path.Namespace.Length == 0)
        {
            return Status.MethodNotAllowed();
        }

        var (tree, refusal) = await BodyReader.ReadObjectAsync(request, path);
        return tree is null ? refusal! : Answer.Of(writer.Create(path.Kind, path.Namespace, tree));
    }

    private async Task<Answer> ReplaceAsync(HttpRequest request, ApiPath path)
    {
        var (tree, refusal) = await BodyReader.ReadObjectAsync(request, path);
        if (tree is null)
        {
            return refusal!;
        }

        if (string.IsNullOrEmpty(tree.Metadata().Text("name")))
        {
            return Status.BadRequest("name must be provided");
        }

        lock (store.Gate)
        {
            if (path.Kind.CreatesOnUpdate && path.Subresource.Length == 0 && store.Find(KeyOf(path)) is null)
            {
                tree.Metadata().Remove("resourceVersion");
                return Answer.Of(writer.Create(path.Kind, path.Namespace, tree));
            }

            var scope = path.Subresource == "status" ? UpdateScope.Status : UpdateScope.Object;
            return Answer.Of(writer.Update(KeyOf(path), scope, old => Change.To(tree, old.Applied)));
        }
    }
}
