using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

public sealed class When_objects_are_listed
{
    [Theory]
    [OnEveryCluster]
    public async Task They_come_with_the_version_to_watch_from(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await CreateAsync(sandbox, "a", "b");

        var list = await sandbox.Client.ListAsync<V1Lease>(sandbox.Namespace, cancellationToken: Sandbox.Token);

        Names(list).ShouldBe(["a", "b"]);
        list.Metadata.ResourceVersion.ShouldNotBeNullOrEmpty();
        list.Metadata.Continue.ShouldBeNullOrEmpty();
        list.Items[0].Metadata.ResourceVersion.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [OnEveryCluster]
    public async Task Pages_follow_one_another_to_the_last(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await CreateAsync(sandbox, "a", "b", "c", "d", "e");

        var pages = new List<KubernetesList<V1Lease>>();
        do
        {
            var options = new ListOptions { Limit = 2, Continue = pages.LastOrDefault()?.Metadata.Continue };
            pages.Add(await sandbox.Client.ListAsync<V1Lease>(sandbox.Namespace, options, Sandbox.Token));
        }
        while (!string.IsNullOrEmpty(pages[^1].Metadata.Continue));

        pages.Select(page => page.Items.Count).ShouldBe([2, 2, 1]);
        pages.SelectMany(Names).ShouldBe(["a", "b", "c", "d", "e"]);
        pages.Select(page => page.Metadata.ResourceVersion).Distinct().Count().ShouldBe(1, "all pages are of one moment");
    }

    [Theory]
    [OnEveryCluster]
    public async Task Labels_select(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        foreach (var (name, colour) in new[] { ("a", "red"), ("b", "blue"), ("c", "green") })
        {
            var lease = sandbox.Lease(name);
            await sandbox.Client.CreateAsync(lease with { Metadata = lease.Metadata with { Labels = new Dictionary<string, string> { ["sprout.dev/colour"] = colour } } }, Sandbox.Token);
        }

        await CreateAsync(sandbox, "d");

        (await SelectAsync(sandbox, "sprout.dev/colour=red")).ShouldBe(["a"]);
        (await SelectAsync(sandbox, "sprout.dev/colour in (red, blue)")).ShouldBe(["a", "b"]);
        (await SelectAsync(sandbox, "sprout.dev/colour!=red")).ShouldBe(["b", "c", "d"]);
        (await SelectAsync(sandbox, "sprout.dev/colour")).ShouldBe(["a", "b", "c"]);
        (await SelectAsync(sandbox, "!sprout.dev/colour")).ShouldBe(["d"]);
    }

    [Theory]
    [OnEveryCluster]
    public async Task Fields_select(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await CreateAsync(sandbox, "a", "b");

        var list = await sandbox.Client.ListAsync<V1Lease>(sandbox.Namespace, new ListOptions { FieldSelector = "metadata.name=b" }, Sandbox.Token);

        Names(list).ShouldBe(["b"]);
    }

    [Theory]
    [OnEveryCluster]
    public async Task Those_of_all_namespaces_come_where_none_is_given(string cluster)
    {
        await using var one = await Sandbox.OnAsync(cluster);
        await using var other = await Sandbox.OnAsync(cluster);
        await CreateAsync(one, "a");
        await CreateAsync(other, "b");

        var list = await one.Client.ListAsync<V1Lease>(options: new ListOptions { ResourceVersion = "0" }, cancellationToken: Sandbox.Token);
        var all = await one.Client.ListAsync<V1Lease>(cancellationToken: Sandbox.Token);

        list.Metadata.ResourceVersion.ShouldNotBeNullOrEmpty();
        all.Items.ShouldContain(lease => lease.Metadata.Namespace == one.Namespace && lease.Metadata.Name == "a");
        all.Items.ShouldContain(lease => lease.Metadata.Namespace == other.Namespace && lease.Metadata.Name == "b");
    }

    private static async Task CreateAsync(Sandbox sandbox, params string[] names)
    {
        foreach (var name in names)
        {
            await sandbox.Client.CreateAsync(sandbox.Lease(name), Sandbox.Token);
        }
    }

    private static async Task<IEnumerable<string?>> SelectAsync(Sandbox sandbox, string selector) =>
        Names(await sandbox.Client.ListAsync<V1Lease>(sandbox.Namespace, new ListOptions { LabelSelector = selector }, Sandbox.Token));

    private static IEnumerable<string?> Names(KubernetesList<V1Lease> list) => list.Items.Select(lease => lease.Metadata.Name);
}
