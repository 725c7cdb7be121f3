using System.Net;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

public sealed class When_an_object_is_deleted
{
    [Theory]
    [OnEveryCluster]
    public async Task It_is_gone(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var lease = await sandbox.Client.CreateAsync(sandbox.Lease("one"), Sandbox.Token);
        var options = new DeleteOptions { PreconditionUid = lease.Metadata.Uid, PreconditionResourceVersion = lease.Metadata.ResourceVersion };

        (await sandbox.Client.DeleteAsync<V1Lease>("one", sandbox.Namespace, options, Sandbox.Token)).ShouldBeTrue();

        (await sandbox.Client.ReadAsync<V1Lease>("one", sandbox.Namespace, Sandbox.Token)).ShouldBeNull();
    }

    [Theory]
    [OnEveryCluster]
    public async Task False_says_that_there_was_none(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);

        (await sandbox.Client.DeleteAsync<V1Lease>("none", sandbox.Namespace, cancellationToken: Sandbox.Token)).ShouldBeFalse();
    }

    [Theory]
    [OnEveryCluster]
    public async Task One_of_another_uid_stays(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await sandbox.Client.CreateAsync(sandbox.Lease("one"), Sandbox.Token);
        var options = new DeleteOptions { PreconditionUid = Guid.NewGuid().ToString() };

        var refusal = await Should.ThrowAsync<KubernetesException>(() => sandbox.Client.DeleteAsync<V1Lease>("one", sandbox.Namespace, options, Sandbox.Token));

        refusal.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await sandbox.Client.ReadAsync<V1Lease>("one", sandbox.Namespace, Sandbox.Token)).ShouldNotBeNull();
    }

    [Theory]
    [OnEveryCluster]
    public async Task One_of_another_version_stays(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var seen = await sandbox.Client.CreateAsync(sandbox.Lease("one"), Sandbox.Token);
        await sandbox.Client.ReplaceAsync(seen with { Spec = seen.Spec! with { HolderIdentity = "me" } }, Sandbox.Token);
        var options = new DeleteOptions { PreconditionResourceVersion = seen.Metadata.ResourceVersion };

        var refusal = await Should.ThrowAsync<KubernetesException>(() => sandbox.Client.DeleteAsync<V1Lease>("one", sandbox.Namespace, options, Sandbox.Token));

        refusal.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [OnEveryCluster]
    public async Task It_waits_for_its_finalizers(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var lease = sandbox.Lease("one");
        await sandbox.Client.CreateAsync(lease with { Metadata = lease.Metadata with { Finalizers = ["sprout.dev/spec"] } }, Sandbox.Token);

        (await sandbox.Client.DeleteAsync<V1Lease>("one", sandbox.Namespace, cancellationToken: Sandbox.Token)).ShouldBeTrue();

        var leaving = await sandbox.Client.ReadAsync<V1Lease>("one", sandbox.Namespace, Sandbox.Token);
        leaving!.Metadata.DeletionTimestamp.ShouldNotBeNull();
        await sandbox.Client.ReplaceAsync(leaving with { Metadata = leaving.Metadata with { Finalizers = [] } }, Sandbox.Token);
        (await sandbox.Client.ReadAsync<V1Lease>("one", sandbox.Namespace, Sandbox.Token)).ShouldBeNull();
    }

    [Theory]
    [OnEveryCluster]
    public async Task What_it_owns_goes_too(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var owner = await sandbox.Client.CreateAsync(sandbox.Lease("owner"), Sandbox.Token);
        var owned = sandbox.Lease("owned");
        var reference = new V1OwnerReference { ApiVersion = owner.ApiVersion, Kind = owner.Kind, Name = "owner", Uid = owner.Metadata.Uid! };
        var created = await sandbox.Client.CreateAsync(owned with { Metadata = owned.Metadata with { OwnerReferences = [reference] } }, Sandbox.Token);

        await sandbox.Client.DeleteAsync<V1Lease>("owner", sandbox.Namespace, new DeleteOptions { Propagation = DeletePropagation.Background }, Sandbox.Token);

        await sandbox.FirstEventAsync<V1Lease>(created.Metadata.ResourceVersion!, e => e.Type == WatchEventType.Deleted && e.Object.Metadata.Name == "owned");
    }
}
