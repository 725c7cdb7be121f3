using System.Net;
using Sprout.Kubernetes.Models;
using Sprout.Kubernetes.Tests.Support;

namespace Sprout.Kubernetes.Tests.Http;

public sealed class When_a_call_is_sent
{
    private const string Minimal = """{"metadata":{},"items":null,"gitVersion":"v1"}""";
    private static readonly V1Lease Lease = new() { Metadata = new V1ObjectMeta { Name = "l", Namespace = "n" } };
    private static readonly V1Namespace Namespace = new() { Metadata = new V1ObjectMeta { Name = "n" } };
    private readonly StubServer _server = StubServer.Answering(HttpStatusCode.OK, Minimal);

    public static TheoryData<string, Func<KubernetesClient, CancellationToken, Task>> Calls { get; } = new()
    {
        { "GET /version", (client, token) => client.GetVersionAsync(token) },
        { "GET /api/v1/namespaces/n/pods/p", (client, token) => client.ReadAsync<V1Pod>("p", "n", token) },
        { "GET /api/v1/namespaces/n", (client, token) => client.ReadAsync<V1Namespace>("n", cancellationToken: token) },
        { "GET /apis/coordination.k8s.io/v1/namespaces/n/leases/a%2F..%2Fb%3Fc%20d", (client, token) => client.ReadAsync<V1Lease>("a/../b?c d", "n", token) },
        { "GET /api/v1/namespaces/n%2Fpods/pods/p", (client, token) => client.ReadAsync<V1Pod>("p", "n/pods", token) },
        { "GET /api/v1/pods", (client, token) => client.ListAsync<V1Pod>(cancellationToken: token) },
        {
            "GET /apis/networking.k8s.io/v1/namespaces/n/ingresses?labelSelector=a%3Db%2Cc%20in%20%28d%29&fieldSelector=metadata.name%3Dx&limit=5&resourceVersion=0",
            (client, token) => client.ListAsync<V1Ingress>("n", new ListOptions { LabelSelector = "a=b,c in (d)", FieldSelector = "metadata.name=x", Limit = 5, ResourceVersion = "0" }, token)
        },
        { "GET /api/v1/pods?limit=5&continue=abc%3D", (client, token) => client.ListAsync<V1Pod>(options: new ListOptions { Limit = 5, ResourceVersion = "0", Continue = "abc=" }, cancellationToken: token) },
        { "POST /apis/coordination.k8s.io/v1/namespaces/n/leases", (client, token) => client.CreateAsync(Lease, token) },
        { "POST /api/v1/namespaces", (client, token) => client.CreateAsync(Namespace, token) },
        { "PUT /apis/coordination.k8s.io/v1/namespaces/n/leases/l", (client, token) => client.ReplaceAsync(Lease, token) },
        { "PATCH /apis/coordination.k8s.io/v1/namespaces/n/leases/l?fieldManager=sprout&force=true", (client, token) => client.ApplyAsync(Lease, "sprout", cancellationToken: token) },
        { "PATCH /apis/coordination.k8s.io/v1/namespaces/n/leases/l?fieldManager=sprout", (client, token) => client.ApplyAsync(Lease, "sprout", force: false, token) },
        { "PATCH /api/v1/namespaces/n/pods/p/status", (client, token) => client.PatchStatusAsync<V1Pod>("p", "n", new { }, token) },
        { "DELETE /api/v1/namespaces/n/pods/p", (client, token) => client.DeleteAsync<V1Pod>("p", "n", cancellationToken: token) },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public async Task It_goes_to_the_resources_address(string request, Func<KubernetesClient, CancellationToken, Task> callAsync)
    {
        using var client = _server.Client();
        await callAsync(client, TestContext.Current.CancellationToken);

        _server.Requests.ShouldBe([request]);
    }

    [Fact]
    public async Task A_watch_asks_for_bookmarks()
    {
        var server = StubServer.Answering(HttpStatusCode.OK, "");
        var options = new WatchOptions { ResourceVersion = "7", LabelSelector = "a=b", Timeout = TimeSpan.FromMilliseconds(1500) };

        (await server.Client().WatchAsync<V1Pod>(@namespace: null, options, TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken)).ShouldBe(0);

        server.Requests.ShouldBe(["GET /api/v1/pods?watch=true&allowWatchBookmarks=true&resourceVersion=7&labelSelector=a%3Db&timeoutSeconds=2"]);
    }

    [Fact]
    public async Task The_servers_own_path_stays_before_it()
    {
        using var client = _server.Client(server: "https://rancher.example/k8s/clusters/one/");
        await client.GetVersionAsync(TestContext.Current.CancellationToken);

        _server.Requests.ShouldBe(["GET /k8s/clusters/one/version"]);
    }

    [Fact]
    public async Task An_apply_is_json_that_calls_itself_yaml()
    {
        using var client = _server.Client();
        await client.ApplyAsync(Lease with { Spec = new V1LeaseSpec { HolderIdentity = "ü<&>" } }, "sprout", cancellationToken: TestContext.Current.CancellationToken);

        _server.Bodies.ShouldBe(["""application/apply-patch+yaml {"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"l","namespace":"n"},"spec":{"holderIdentity":"ü<&>"}}"""]);
    }

    [Fact]
    public async Task A_merge_patch_keeps_the_nulls_of_a_dictionary()
    {
        using var client = _server.Client();
        await client.PatchStatusAsync<V1Pod>("p", "n", new Dictionary<string, object?> { ["status"] = new Dictionary<string, object?> { ["message"] = null } }, TestContext.Current.CancellationToken);

        _server.Bodies.ShouldBe(["""application/merge-patch+json {"status":{"message":null}}"""]);
    }

    [Fact]
    public async Task A_deletion_says_how()
    {
        using var client = _server.Client();
        var options = new DeleteOptions { GracePeriodSeconds = 0, Propagation = DeletePropagation.Foreground, PreconditionUid = "u" };
        await client.DeleteAsync<V1Pod>("p", "n", options, TestContext.Current.CancellationToken);

        _server.Bodies.ShouldBe(["""application/json {"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":0,"propagationPolicy":"Foreground","preconditions":{"uid":"u"}}"""]);
    }

    [Theory]
    [InlineData("", "n")]
    [InlineData(".", "n")]
    [InlineData("..", "n")]
    [InlineData("p", "..")]
    [InlineData("p", null)]
    public async Task What_names_nothing_is_not_sent(string name, string? @namespace)
    {
        using var client = _server.Client();

        await Should.ThrowAsync<ArgumentException>(() => client.DeleteAsync<V1Pod>(name, @namespace, cancellationToken: TestContext.Current.CancellationToken));
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_kind_without_namespace_takes_none()
    {
        using var client = _server.Client();

        await Should.ThrowAsync<ArgumentException>(() => client.ReadAsync<V1Node>("n1", "n", TestContext.Current.CancellationToken));
    }
}
