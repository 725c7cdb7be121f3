using System.Net;
using Sprout.Chart.Tests.Cluster;
using Sprout.Chart.Tests.Helm;
using Sprout.Contracts;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Provisioner;
using Sprout.Provisioner.Manifests;
using Sprout.Redis;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Chart.Tests;

public sealed class When_the_chart_is_installed(InstalledChart chart) : IClassFixture<InstalledChart>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // All that the server grants each account, in every place where that could matter; what everybody may do, such as asking this, is left out.
    [OnAGivenCluster]
    public async Task Each_account_may_do_this_and_nothing_else()
    {
        using var nobody = await chart.AsAsync("default", Token, account: "default");
        var lines = new List<string>();
        foreach (var (place, @namespace) in new[] { ("the containers' namespace", chart.Containers), ("the release's", chart.Release), ("kube-system", "kube-system"), ("default", "default") })
        {
            var everybodys = (await RulesAsync(nobody, @namespace)).ToHashSet(StringComparer.Ordinal);
            foreach (var service in (string[])["gateway", "lifecycle", "provisioner", "captcha", "rate-limiter", "web", "redis"])
            {
                using var client = await chart.AsAsync(service, Token);
                lines.AddRange((await RulesAsync(client, @namespace)).Where(rule => !everybodys.Contains(rule)).Select(rule => $"{service} in {place}: {rule}"));
            }
        }

        Golden.ShouldMatch(string.Join('\n', lines), "permissions.txt");
    }

    [OnAGivenCluster]
    public async Task The_provisioner_makes_and_removes_containers_with_its_own_token()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var multiplexer = await ConnectionMultiplexer.ConnectAsync(redis.ConfigurationString);
        using var client = await chart.AsAsync("provisioner", Token);
        var objects = new ContainerObjects(client, new InstallationId(multiplexer.GetDatabase()), new KubernetesOptions { Namespace = chart.Containers }, new WorkloadOptions(), new IngressOptions(), TimeProvider.System);
        var id = Guid.NewGuid();
        var command = new ProvisionPod { ContainerId = id, Url = new($"http://{id}.sprout.localhost/"), Spec = new() { Name = "spec", Image = "nginx:latest", Port = 80, Environment = new Dictionary<string, string>() } };

        var uid = await objects.ApplyAsync(command, Token);
        // A repeat looks at what is there; an extension applies it.
        (await objects.ApplyAsync(command, Token)).ShouldBe(uid);
        (await objects.ApplyAsync(command with { AppliesAgain = true }, Token)).ShouldBe(uid);
        await ShouldNotBeForbiddenAsync(async () => await client.ReadPodLogAsync(ContainerPod.NameOf(id), chart.Containers, cancellationToken: Token));
        (await objects.DeleteAsync(new() { ContainerId = id, PodUid = uid }, Token)).ShouldBeTrue();
        await objects.DeleteAsync(new() { ContainerId = id, AskedForSeconds = 3600 }, Token);

        await ShouldBeForbiddenAsync(() => client.ListAsync<V1Pod>(chart.Containers, cancellationToken: Token));
        await ShouldBeForbiddenAsync(() => client.ReadAsync<V1Pod>("sprout-redis-0", chart.Release, Token));
        await ShouldBeForbiddenAsync(() => client.ReadAsync<V1Secret>("redis-secret", chart.Release, Token));
        await ShouldBeForbiddenAsync(() => client.DeleteAsync<V1Service>("any", chart.Containers, cancellationToken: Token));
    }

    [OnAGivenCluster]
    public async Task The_lifecycle_watches_and_holds_its_lease_with_its_own_token()
    {
        using var client = await chart.AsAsync("lifecycle", Token);
        var lease = new V1Lease { Metadata = new() { Name = "sprout-observer-spec", Namespace = chart.Containers }, Spec = new() { HolderIdentity = "spec" } };

        var pods = await client.ListAsync<V1Pod>(chart.Containers, cancellationToken: Token);
        await foreach (var _ in client.WatchAsync<V1Pod>(chart.Containers, new() { ResourceVersion = pods.Metadata.ResourceVersion!, Timeout = TimeSpan.FromSeconds(1) }, Token))
            break;
        var held = await client.CreateAsync(lease, Token);
        await client.ReplaceAsync(held with { Spec = new() { HolderIdentity = "another" } }, Token);
        (await client.ReadAsync<V1Lease>(lease.Metadata.Name!, chart.Containers, Token))!.Spec!.HolderIdentity.ShouldBe("another");
        await ShouldNotBeForbiddenAsync(async () => await client.ReadPodLogAsync("none", chart.Containers, cancellationToken: Token));

        await ShouldBeForbiddenAsync(() => client.DeleteAsync<V1Pod>("any", chart.Containers, cancellationToken: Token));
        await ShouldBeForbiddenAsync(() => client.ListAsync<V1Pod>(chart.Release, cancellationToken: Token));
    }

    // The server says with each answer by which it has sorted the call.
    [OnAGivenCluster]
    public async Task The_lifecycles_calls_have_a_priority_of_their_own()
    {
        var schema = (await chart.Admin.ReadAsync<V1Beta1FlowSchema>(chart.FlowSchema, cancellationToken: Token)).ShouldNotBeNull();

        // It looks for new schemas from time to time.
        await Eventually.HoldsAsync("the lifecycle's calls are sorted by it", async () => await SchemaOfAsync("lifecycle") == schema.Metadata.Uid);
        (await SchemaOfAsync("provisioner")).ShouldNotBe(schema.Metadata.Uid);
    }

    [OnAGivenCluster]
    public async Task The_gateway_reads_logs_and_nothing_else_with_its_own_token()
    {
        using var client = await chart.AsAsync("gateway", Token);

        await ShouldNotBeForbiddenAsync(async () => await client.ReadPodLogAsync("none", chart.Containers, cancellationToken: Token));

        await ShouldBeForbiddenAsync(() => client.ReadAsync<V1Pod>("any", chart.Containers, Token));
        await ShouldBeForbiddenAsync(async () => await client.ReadPodLogAsync("sprout-redis-0", chart.Release, cancellationToken: Token));
    }

    [OnAGivenCluster]
    public async Task An_upgrade_keeps_the_keys_and_what_isolates_the_containers()
    {
        var before = await chart.Admin.ReadAsync<V1Secret>("sprout-keys", chart.Release, Token);

        var result = await chart.HelmAsync(["upgrade", "sprout", HelmBinary.Chart, .. chart.Values, "--set", "quota.total=5"]);

        result.ExitCode.ShouldBe(0, result.Error);
        var after = await chart.Admin.ReadAsync<V1Secret>("sprout-keys", chart.Release, Token);
        after!.Data!["pepper"].ShouldBe(before!.Data!["pepper"]);
        after.Data["service-key"].ShouldBe(before.Data["service-key"]);
        (await chart.Admin.ReadAsync<V1ResourceQuota>("sprout", chart.Containers, Token)).ShouldNotBeNull();
    }

    private async Task<string> SchemaOfAsync(string service)
    {
        using var answers = new AnswerHeader("X-Kubernetes-PF-FlowSchema-UID");
        using var client = await chart.AsAsync(service, Token, wrap: answers.Before);
        await client.CreateAsync(new V1SelfSubjectRulesReview { Spec = new("default") }, Token);
        return answers.Last.ShouldNotBeNull();
    }

    private static async Task ShouldBeForbiddenAsync(Func<Task> call) =>
        (await Should.ThrowAsync<KubernetesException>(call)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

    // There is nothing to read; that it may be asked for is what counts.
    private static async Task ShouldNotBeForbiddenAsync(Func<Task> call)
    {
        if (await Record.ExceptionAsync(call) is { } exception)
            exception.ShouldBeOfType<KubernetesException>().StatusCode.ShouldNotBe(HttpStatusCode.Forbidden);
    }

    private static async Task<IEnumerable<string>> RulesAsync(KubernetesClient client, string @namespace)
    {
        var review = await client.CreateAsync(new V1SelfSubjectRulesReview { Spec = new(@namespace) }, Token);
        return review.Status!.ResourceRules
            .Select(rule => $"{string.Join(", ", rule.Verbs)} {string.Join(", ", rule.Resources)} of '{string.Join(", ", rule.ApiGroups)}'{(rule.ResourceNames is { Count: > 0 } names ? $" named {string.Join(", ", names)}" : "")}")
            .Order(StringComparer.Ordinal);
    }
}
