using Sprout.Kubernetes.Models;
using Sprout.Provisioner.Isolation;
using Sprout.Testing;

namespace Sprout.Provisioner.Tests;

public sealed class When_a_namespace_is_somebody_elses
{
    private const string Enforce = "pod-security.kubernetes.io/enforce";

    [Theory]
    [OnEveryCluster]
    public async Task Its_labels_are_left_alone_and_the_rest_is_applied(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await IsolationHost.OnAsync(cluster, @namespace: sandbox.Namespace);
        var before = await LabelsAsync(sandbox);

        (await host.ApplyAsync()).ShouldBe(NamespaceState.LeftAlone);

        (await LabelsAsync(sandbox)).ShouldBe(before);
        (await host.VersionsAsync()).Keys.ShouldContain("NetworkPolicy sprout-default-deny");
    }

    [Theory]
    [OnEveryCluster]
    public async Task Pod_security_is_added_where_the_settings_allow_it(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await IsolationHost.OnAsync(cluster, new() { LabelForeignNamespace = true }, @namespace: sandbox.Namespace);

        (await host.ApplyAsync()).ShouldBe(NamespaceState.Kept);

        var labels = (await LabelsAsync(sandbox)).ShouldNotBeNull();
        labels[Enforce].ShouldBe("baseline");
        labels.Keys.ShouldNotContain("app.kubernetes.io/managed-by");
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_label_that_somebody_applied_stays(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await IsolationHost.OnAsync(cluster, new() { LabelForeignNamespace = true }, @namespace: sandbox.Namespace);
        await sandbox.Client.ApplyAsync(
            new V1Namespace { Metadata = new() { Name = sandbox.Namespace, Labels = new Dictionary<string, string> { [Enforce] = "privileged" } } }, "somebody", cancellationToken: Sandbox.Token);

        (await host.ApplyAsync()).ShouldBe(NamespaceState.LeftAlone);

        (await LabelsAsync(sandbox))![Enforce].ShouldBe("privileged");
    }

    [Theory]
    [OnEveryCluster]
    public async Task Nothing_is_applied_where_a_chart_does(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await IsolationHost.OnAsync(cluster, new() { Manage = false }, @namespace: sandbox.Namespace);

        (await host.ApplyAsync()).ShouldBe(NamespaceState.Kept);

        (await host.VersionsAsync()).Keys.ShouldBe(["Namespace"]);
    }

    [Fact]
    public async Task There_is_nothing_to_do_unless_asked_for()
    {
        await using var host = await IsolationHost.OnAsync("simulator", creates: false);

        host.Objects.HasWork.ShouldBeFalse();
    }

    private static async Task<IReadOnlyDictionary<string, string>?> LabelsAsync(Sandbox sandbox) =>
        (await sandbox.Client.ReadAsync<V1Namespace>(sandbox.Namespace))!.Metadata.Labels;
}
