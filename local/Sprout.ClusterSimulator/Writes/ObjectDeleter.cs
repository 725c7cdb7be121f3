using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Garbage;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Writes;

/// <summary>
/// Deletions. An object goes at once, or, when something must happen first (a pod's grace, finalizers, a namespace's
/// content), gets a deletionTimestamp and goes when that has happened.
/// </summary>
internal sealed class ObjectDeleter(ObjectStore store, TimeProvider time, OwnerIndex owners)
{
    public const string ForegroundFinalizer = "foregroundDeletion";

    /// <summary>Fails with 404, 409 (precondition) or 403 (a namespace that Kubernetes needs).</summary>
    public Outcome Delete(ObjectKey key, DeleteOptions options)
    {
        lock (store.Gate)
        {
            if (store.Find(key) is not { } old)
            {
                return Status.NotFound(key.Kind, key.Name);
            }

            if (Refuse(old, options) is { } refusal)
            {
                return refusal;
            }

            if (options.Propagation == "Orphan")
            {
                Orphan(old.Facts.Uid);
            }

            var tree = old.Parse();
            var grace = key.Kind == ResourceKinds.Pods ? GraceOf(old, tree, options) : 0;
            if (options.Propagation == "Foreground" && !old.Facts.IsDeleting)
            {
                AddFinalizer(tree, ForegroundFinalizer);
            }

            var mustWait = grace > 0 || tree.Metadata().Array("finalizers") is { Count: > 0 } || key.Kind == ResourceKinds.Namespaces;
            return Outcome.Of(mustWait ? Mark(old, tree, grace) : store.Remove(old, Marked(tree, 0)));
        }
    }

    private static Status? Refuse(StoredObject old, DeleteOptions options)
    {
        var (kind, _, name) = old.Key;
        if (options.Uid is { } uid && uid != old.Facts.Uid)
        {
            return Status.PreconditionFailed(
                kind, name, $"the UID in the precondition ({uid}) does not match the UID in record ({old.Facts.Uid}). The object might have been deleted and then recreated");
        }

        if (options.ResourceVersion is { } version && version != old.ResourceVersion.ToString())
        {
            return Status.PreconditionFailed(
                kind, name, $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({old.ResourceVersion}). The object might have been modified");
        }

        return kind == ResourceKinds.Namespaces && name is "default" or "kube-system" or "kube-public"
            ? Status.Forbidden(kind, name, "this namespace may not be deleted")
            : null;
    }

    // A pod that no kubelet has, or that has ended, needs no time to stop.
    private static long GraceOf(StoredObject pod, JsonObject tree, DeleteOptions options)
    {
        if (pod.Facts.NodeName.Length == 0 || pod.Facts.Phase is "Succeeded" or "Failed")
        {
            return 0;
        }

        return Math.Max(0, options.GraceSeconds ?? tree.Object("spec").Number("terminationGracePeriodSeconds") ?? 30);
    }

    private static void AddFinalizer(JsonObject tree, string finalizer)
    {
        var metadata = tree.Metadata();
        var finalizers = metadata.Array("finalizers");
        if (finalizers is null)
        {
            metadata["finalizers"] = finalizers = [];
        }

        if (!finalizers.Any(each => JsonPaths.Scalar(each) == finalizer))
        {
            finalizers.Add((JsonNode)finalizer);
        }
    }

    private StoredObject Mark(StoredObject old, JsonObject tree, long grace)
    {
        var marked = old.Facts.IsDeleting;
        if (marked && grace >= (tree.Metadata().Number("deletionGracePeriodSeconds") ?? 0))
        {
            return old;
        }

        Marked(tree, grace);
        if (old.Key.Kind == ResourceKinds.Namespaces)
        {
            tree.Metadata().Remove("deletionGracePeriodSeconds");
            tree.GetOrAddObject("status")["phase"] = "Terminating";
        }

        return store.Put(old.Key, tree, old.Applied);
    }

    private JsonObject Marked(JsonObject tree, long grace)
    {
        var metadata = tree.Metadata();
        metadata["deletionTimestamp"] = Timestamps.Seconds(time.GetUtcNow().AddSeconds(grace));
        metadata["deletionGracePeriodSeconds"] = grace;
        if (metadata.Number("generation") is { } generation)
        {
            metadata["generation"] = generation + 1;
        }

        return tree;
    }

    private void Orphan(string uid)
    {
        foreach (var key in owners.DependentsOf(uid))
        {
            if (store.Find(key) is { } dependent)
            {
                var tree = dependent.Parse();
                OwnerReferences.Remove(tree, owner => owner == uid);
                store.Put(key, tree, dependent.Applied);
            }
        }
    }
}
