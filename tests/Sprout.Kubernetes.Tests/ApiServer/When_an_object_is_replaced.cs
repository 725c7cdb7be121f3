using System.Net;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

public sealed class When_an_object_is_replaced
{
    [Theory]
    [OnEveryCluster]
    public async Task Its_version_changes(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var created = await sandbox.Client.CreateAsync(sandbox.Lease("one", "me"), Sandbox.Token);

        var replaced = await sandbox.Client.ReplaceAsync(created with { Spec = created.Spec! with { HolderIdentity = "you" } }, Sandbox.Token);

        replaced.Spec!.HolderIdentity.ShouldBe("you");
        replaced.Metadata.Uid.ShouldBe(created.Metadata.Uid);
        replaced.Metadata.ResourceVersion.ShouldNotBe(created.Metadata.ResourceVersion);
    }

    [Theory]
    [OnEveryCluster]
    public async Task Whoever_comes_second_gets_a_conflict(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var seen = await sandbox.Client.CreateAsync(sandbox.Lease("one"), Sandbox.Token);
        await sandbox.Client.ReplaceAsync(seen with { Spec = seen.Spec! with { HolderIdentity = "first" } }, Sandbox.Token);

        var refusal = await Should.ThrowAsync<KubernetesException>(() =>
            sandbox.Client.ReplaceAsync(seen with { Spec = seen.Spec! with { HolderIdentity = "second" } }, Sandbox.Token));

        refusal.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        refusal.Status.Reason.ShouldBe("Conflict");
        (await sandbox.Client.ReadAsync<V1Lease>("one", sandbox.Namespace, Sandbox.Token))!.Spec!.HolderIdentity.ShouldBe("first");
    }
}
