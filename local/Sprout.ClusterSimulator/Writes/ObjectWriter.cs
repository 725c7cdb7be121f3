using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Admission;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Defaults;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Validation;

namespace Sprout.ClusterSimulator.Writes;

/// <summary>
/// Creates and updates, in the order of an API server: namespace, defaults, limit ranges, validation, quotas, storage.
/// Each is one step under the store's lock, so that quotas and conflicts are exact.
/// </summary>
internal sealed class ObjectWriter(ObjectStore store, IdSource ids, TimeProvider time, QuotaLedger quotas)
{
    /// <summary>Fails with 404 or 403 (namespace), 422 (invalid), 403 (limits, quota), 409 (it exists), 500 (resourceVersion given).</summary>
    public Outcome Create(ResourceKind kind, string @namespace, JsonObject tree, AppliedFields? applied = null)
    {
        lock (store.Gate)
        {
            var metadata = tree.Metadata();
            var asked = metadata.Text("name") ?? "";
            if (kind.Namespaced && NamespaceAdmission.Refuse(store, kind, @namespace, asked) is { } closed)
            {
                return closed;
            }

            if (metadata.Text("resourceVersion") is { Length: > 0 } and not "0")
            {
                return new Status(500, null, "resourceVersion should not be set on objects to be created");
            }

            Prepare(kind, @namespace, tree);
            var limits = kind == ResourceKinds.Pods ? LimitRanges.Of(store, @namespace) : LimitRanges.None;
            limits.ApplyDefaults(tree);
            Reset(kind, tree);
            var key = new ObjectKey(kind, @namespace, metadata.Text("name") ?? "");
            if ((ObjectRules.RefuseCreate(kind, tree) ?? limits.Refuse(tree) ?? quotas.Refuse(key, tree)) is { } refusal)
            {
                return refusal;
            }

            return store.Find(key) is null
                ? Outcome.Created(store.Put(key, tree, applied))
                : Status.AlreadyExists(kind, key.Name);
        }
    }

    /// <summary>
    /// Replaces an object with what <paramref name="change"/> makes of it. What equals the old version is not written.
    /// Fails with 404, 409 (another version was expected), 422, or the change's own refusal.
    /// </summary>
    public Outcome Update(ObjectKey key, UpdateScope scope, Func<StoredObject, Change> change)
    {
        lock (store.Gate)
        {
            if (store.Find(key) is not { } old)
            {
                return Status.NotFound(key.Kind, key.Name);
            }

            var (tree, applied, refusal) = change(old);
            if (refusal is not null)
            {
                return refusal;
            }

            var version = tree.Metadata().Text("resourceVersion");
            if (string.IsNullOrEmpty(version) && !key.Kind.AllowsUnconditionalUpdate)
            {
                var error = new FieldErrors().Invalid("metadata.resourceVersion", "0x0", "must be specified for an update");
                // Here a real server names the resource, not the kind.
                return Status.Invalid(key.Kind.Group, key.Kind.Plural, key.Name, error);
            }

            if (!string.IsNullOrEmpty(version) && version != old.ResourceVersion.ToString())
            {
                return Status.Modified(key.Kind, key.Name);
            }

            var oldTree = old.Parse();
            var uid = tree.Metadata().Text("uid");
            Preserve.SystemFields(key.Kind, scope, tree, oldTree);
            ObjectDefaults.Apply(key.Kind, tree);
            if (uid is { Length: > 0 })
            {
                tree.Metadata()["uid"] = uid;
            }

            return ObjectRules.RefuseUpdate(key.Kind, tree, oldTree) is { } invalid
                ? invalid
                : Outcome.Of(Store(old, oldTree, tree, applied));
        }
    }

    /// <summary>A change by the cluster itself (kubelet, scheduler, controllers): no admission. False from <paramref name="change"/>, or another uid, leaves it.</summary>
    public StoredObject? Amend(ObjectKey key, string uid, Func<JsonObject, bool> change)
    {
        lock (store.Gate)
        {
            if (store.Find(key) is not { } old || old.Facts.Uid != uid)
            {
                return null;
            }

            var tree = old.Parse();
            return change(tree) ? Store(old, old.Parse(), tree, old.Applied) : old;
        }
    }

    private static void Reset(ResourceKind kind, JsonObject tree)
    {
        if (kind == ResourceKinds.Pods)
        {
            tree["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = QualityOfService.Of(tree.GetOrAddObject("spec")) };
        }
    }

    private void Prepare(ResourceKind kind, string @namespace, JsonObject tree)
    {
        var metadata = tree.Metadata();
        if (string.IsNullOrEmpty(metadata.Text("name")) && metadata.Text("generateName") is { Length: > 0 } prefix)
        {
            metadata["name"] = prefix + ids.NextSuffix();
        }

        foreach (var server in (string[])["selfLink", "managedFields", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion"])
        {
            metadata.Remove(server);
        }

        if (kind.Namespaced)
        {
            metadata["namespace"] = @namespace;
        }

        metadata["uid"] = ids.NextUid();
        metadata["creationTimestamp"] = Timestamps.Seconds(time.GetUtcNow());
        if (kind.HasGeneration)
        {
            metadata["generation"] = 1;
        }

        if (kind.HasStatus && kind != ResourceKinds.Nodes)
        {
            tree.Remove("status");
        }

        ObjectDefaults.Apply(kind, tree);
        if (kind == ResourceKinds.Services && tree.Object("spec") is { } spec && string.IsNullOrEmpty(spec.Text("clusterIP")) && spec.Text("type") != "ExternalName")
        {
            var address = ids.NextClusterIP();
            spec["clusterIP"] = address;
            spec["clusterIPs"] = new JsonArray(address);
        }
    }

    private StoredObject Store(StoredObject old, JsonObject oldTree, JsonObject tree, AppliedFields? applied)
    {
        var metadata = tree.Metadata();
        metadata["resourceVersion"] = old.ResourceVersion.ToString();
        if (JsonNode.DeepEquals(tree, oldTree) && (ReferenceEquals(applied, old.Applied) || FieldSets.AreSame(applied?.Parse(), old.Applied?.Parse())))
        {
            return old;
        }

        if (old.Key.Kind.HasGeneration && !JsonNode.DeepEquals(tree["spec"], oldTree["spec"]))
        {
            metadata["generation"] = (oldTree.Metadata().Number("generation") ?? 0) + 1;
        }

        var isGone = metadata.Text("deletionTimestamp") is not null
            && metadata.Array("finalizers") is not { Count: > 0 }
            && (metadata.Number("deletionGracePeriodSeconds") ?? 0) == 0
            && old.Key.Kind != ResourceKinds.Namespaces;
        return isGone ? store.Remove(old, tree) : store.Put(old.Key, tree, applied);
    }
}
