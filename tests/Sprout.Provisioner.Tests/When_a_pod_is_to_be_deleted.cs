using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Sprout.Contracts;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Manifests;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_a_pod_is_to_be_deleted
{
    [Theory]
    [OnEveryCluster]
    public async Task Everything_of_it_goes(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        var id = Guid.NewGuid();
        await host.Objects.ApplyAsync(Commands.Provision(id), CancellationToken.None);
        var services = await host.Kubernetes.ListAsync<V1Service>(host.Sandbox.Namespace);
        var ingresses = await host.Kubernetes.ListAsync<V1Ingress>(host.Sandbox.Namespace);

        (await host.Objects.DeleteAsync(new() { ContainerId = id }, CancellationToken.None)).ShouldBeTrue();

        var name = ContainerManifests.NameOf(id);
        await host.Sandbox.FirstEventAsync<V1Service>(services.Metadata.ResourceVersion!, gone => gone.Type == WatchEventType.Deleted && gone.Object.Metadata.Name == name);
        await host.Sandbox.FirstEventAsync<V1Ingress>(ingresses.Metadata.ResourceVersion!, gone => gone.Type == WatchEventType.Deleted && gone.Object.Metadata.Name == name);
        (await host.Kubernetes.ReadAsync<V1Pod>(name, host.Sandbox.Namespace)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 3600, false)] // asked for the first time, however late it is by our clock
    [InlineData(59, 3600, false)]
    [InlineData(60, 60, true)]
    [InlineData(60, 55, false)]
    [InlineData(3600, null, false)] // asked for long ago, and nothing has begun to delete it
    public async Task One_that_should_have_gone_long_ago_goes_without_its_nodes_word(int askedForSeconds, int? overdueSeconds, bool isForced)
    {
        var pod = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = "c",
                ["uid"] = "uid-1",
                ["deletionTimestamp"] = overdueSeconds is { } overdue ? DateTimeOffset.UtcNow.AddSeconds(-overdue).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : null,
            },
        }.ToJsonString();
        var interference = new ApiInterference { Answer = request => request.Method == HttpMethod.Get ? new(HttpStatusCode.OK) { Content = new StringContent(pod) } : null };
        await using var host = await ProvisionerHost.StartAsync("simulator", interference);

        await host.Objects.DeleteAsync(new() { ContainerId = Guid.NewGuid(), PodUid = "uid-1", AskedForSeconds = askedForSeconds }, CancellationToken.None);

        var deletion = interference.Calls.Where(call => call.StartsWith("DELETE", StringComparison.Ordinal)).ShouldHaveSingleItem();
        deletion.ShouldContain("\"uid\":\"uid-1\"");
        deletion.Contains("\"gracePeriodSeconds\":0", StringComparison.Ordinal).ShouldBe(isForced);
    }

    [Fact]
    public async Task Whose_uid_is_known_costs_one_call_and_one_made_since_goes_too()
    {
        var interference = new ApiInterference();
        await using var host = await ProvisionerHost.StartAsync("simulator", interference);
        var (known, remade) = (Guid.NewGuid(), Guid.NewGuid());
        var uid = await host.Objects.ApplyAsync(Commands.Provision(known), CancellationToken.None);
        await host.Objects.ApplyAsync(Commands.Provision(remade), CancellationToken.None);
        var before = interference.Calls.Count;

        (await host.Objects.DeleteAsync(new() { ContainerId = known, PodUid = uid }, CancellationToken.None)).ShouldBeTrue();
        (await host.Objects.DeleteAsync(new() { ContainerId = remade, PodUid = "of-the-one-before" }, CancellationToken.None)).ShouldBeTrue();

        interference.Calls.Skip(before).Select(call => call.Split(' ')[0]).ShouldBe(["DELETE", "DELETE", "GET", "DELETE"]);
    }

    [Theory]
    [OnEveryCluster]
    public async Task One_that_does_not_exist_is_told_to_be_gone(string cluster)
    {
        await using var host = await ProvisionerHost.StartAsync(cluster);
        var id = Guid.NewGuid();

        await host.SendAsync(Queues.DeletePod, new DeletePod { ContainerId = id });

        (await host.Deletions.NextAsync()).ShouldBe(new PodDeleted { ContainerId = id, PodUid = null });
    }
}
