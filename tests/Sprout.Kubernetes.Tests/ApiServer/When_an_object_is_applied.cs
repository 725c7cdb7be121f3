using System.Net;
using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

public sealed class When_an_object_is_applied
{
    private const string Manager = "specs";

    [Theory]
    [OnEveryCluster]
    public async Task It_is_created_where_there_was_none(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);

        var applied = await sandbox.Client.ApplyAsync(Service(sandbox), Manager, cancellationToken: Sandbox.Token);

        applied.Metadata.Uid.ShouldNotBeNullOrEmpty();
        (await sandbox.Client.ReadAsync<V1Service>("web", sandbox.Namespace, Sandbox.Token))!.Metadata.Uid.ShouldBe(applied.Metadata.Uid);
    }

    [Theory]
    [OnEveryCluster]
    public async Task The_same_again_changes_nothing(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var first = await sandbox.Client.ApplyAsync(Service(sandbox), Manager, cancellationToken: Sandbox.Token);

        var second = await sandbox.Client.ApplyAsync(Service(sandbox), Manager, cancellationToken: Sandbox.Token);

        second.Metadata.ResourceVersion.ShouldBe(first.Metadata.ResourceVersion);
    }

    [Theory]
    [OnEveryCluster]
    public async Task What_it_no_longer_says_goes(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var service = Service(sandbox);
        var first = await sandbox.Client.ApplyAsync(
            service with { Metadata = service.Metadata with { Labels = new Dictionary<string, string> { ["keep"] = "1", ["drop"] = "1" } } }, Manager, cancellationToken: Sandbox.Token);

        var second = await sandbox.Client.ApplyAsync(
            service with { Metadata = service.Metadata with { Labels = new Dictionary<string, string> { ["keep"] = "2" } } }, Manager, cancellationToken: Sandbox.Token);

        second.Metadata.Uid.ShouldBe(first.Metadata.Uid);
        second.Metadata.ResourceVersion.ShouldNotBe(first.Metadata.ResourceVersion);
        second.Metadata.Labels.ShouldBe(new Dictionary<string, string> { ["keep"] = "2" });
    }

    [Theory]
    [OnEveryCluster]
    public async Task A_uid_that_is_not_the_objects_is_refused(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var service = Service(sandbox);
        await sandbox.Client.ApplyAsync(service, Manager, cancellationToken: Sandbox.Token);

        var refusal = await Should.ThrowAsync<KubernetesException>(() =>
            sandbox.Client.ApplyAsync(service with { Metadata = service.Metadata with { Uid = Guid.NewGuid().ToString() } }, Manager, cancellationToken: Sandbox.Token));

        refusal.StatusCode.ShouldBeOneOf(HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity); // 1.20 answers 422
    }

    private static V1Service Service(Sandbox sandbox) =>
        new()
        {
            Metadata = sandbox.Meta("web"),
            Spec = new V1ServiceSpec
            {
                Selector = new Dictionary<string, string> { ["app"] = "web" },
                Ports = [new V1ServicePort { Port = 80, TargetPort = "http", Name = "http", Protocol = "TCP" }],
            },
        };
}
