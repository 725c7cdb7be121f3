using System.Net;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

public sealed class When_an_object_is_created
{
    [Theory]
    [OnEveryCluster]
    public async Task It_can_be_read_as_the_server_stored_it(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var renewed = new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(1_234_560);

        var created = await sandbox.Client.CreateAsync(
            sandbox.Lease("one") with { Spec = new V1LeaseSpec { HolderIdentity = "me", LeaseDurationSeconds = 15, RenewTime = renewed, AcquireTime = renewed, LeaseTransitions = 3 } },
            Sandbox.Token);

        created.Metadata.Uid.ShouldNotBeNullOrEmpty();
        created.Metadata.ResourceVersion.ShouldNotBeNullOrEmpty();
        created.Metadata.CreationTimestamp.ShouldNotBeNull();
        created.Spec!.RenewTime.ShouldBe(renewed);
        var read = await sandbox.Client.ReadAsync<V1Lease>("one", sandbox.Namespace, Sandbox.Token);
        KubernetesJson.Serialize(read).ShouldBe(KubernetesJson.Serialize(created));
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_second_one_of_its_name_is_refused(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await sandbox.Client.CreateAsync(sandbox.Lease("one"), Sandbox.Token);

        var refusal = await Should.ThrowAsync<KubernetesException>(() => sandbox.Client.CreateAsync(sandbox.Lease("one"), Sandbox.Token));

        refusal.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        refusal.Status.Reason.ShouldBe("AlreadyExists");
        refusal.Status.Details!.Name.ShouldBe("one");
    }

    [Theory]
    [OnEveryCluster]
    public async Task It_is_refused_where_its_namespace_is_not_there(string cluster)
    {
        using var client = await Sandbox.ClientAsync(cluster);
        var orphan = new V1Lease { Metadata = new V1ObjectMeta { Name = "one", Namespace = $"missing-{Guid.NewGuid():n}" } };

        var refusal = await Should.ThrowAsync<KubernetesException>(() => client.CreateAsync(orphan, Sandbox.Token));

        refusal.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        refusal.Status.Reason.ShouldBe("NotFound");
    }

    [Theory]
    [OnEveryCluster]
    public async Task It_is_refused_with_the_field_that_is_wrong(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var service = new V1Service { Metadata = sandbox.Meta("Not A Name"), Spec = new V1ServiceSpec { Ports = [new V1ServicePort { Port = 80 }] } };

        var refusal = await Should.ThrowAsync<KubernetesException>(() => sandbox.Client.CreateAsync(service, Sandbox.Token));

        refusal.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refusal.Status.Reason.ShouldBe("Invalid");
        refusal.Status.Details!.Causes!.ShouldContain(cause => cause.Field == "metadata.name");
    }

    [Theory]
    [OnEveryCluster]
    public async Task One_that_was_never_created_reads_as_null(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);

        (await sandbox.Client.ReadAsync<V1Lease>("none", sandbox.Namespace, Sandbox.Token)).ShouldBeNull();
    }
}
