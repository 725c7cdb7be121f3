using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

public sealed class When_a_namespace_is_deleted
{
    [Theory]
    [OnEveryCluster]
    public async Task It_goes_with_all_that_is_in_it(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await sandbox.Client.CreateAsync(sandbox.Lease("one"), Sandbox.Token);
        var selector = new ListOptions { FieldSelector = $"metadata.name={sandbox.Namespace}" };
        var list = await sandbox.Client.ListAsync<V1Namespace>(options: selector, cancellationToken: Sandbox.Token);
        list.Items.ShouldHaveSingleItem().Status!.Phase.ShouldBe("Active");

        (await sandbox.Client.DeleteAsync<V1Namespace>(sandbox.Namespace, cancellationToken: Sandbox.Token)).ShouldBeTrue();

        var options = new WatchOptions { ResourceVersion = list.Metadata.ResourceVersion!, FieldSelector = selector.FieldSelector, Timeout = TimeSpan.FromMinutes(1) };
        await sandbox.Client.WatchAsync<V1Namespace>(@namespace: null, options, Sandbox.Token).FirstAsync(e => e.Type == WatchEventType.Deleted, Sandbox.Token);
        (await sandbox.Client.ReadAsync<V1Lease>("one", sandbox.Namespace, Sandbox.Token)).ShouldBeNull();
        (await sandbox.Client.ReadAsync<V1Namespace>(sandbox.Namespace, cancellationToken: Sandbox.Token)).ShouldBeNull();
    }
}
