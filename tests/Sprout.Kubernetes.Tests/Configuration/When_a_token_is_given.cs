using Sprout.Kubernetes.Tests.Support;

namespace Sprout.Kubernetes.Tests.Configuration;

public sealed class When_a_token_is_given : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = TestAuthority.Root();
    private TlsServer? _server;

    public async ValueTask InitializeAsync() => _server = await TlsServer.StartAsync(_authority.Server());

    [Fact]
    public async Task The_server_gets_it()
    {
        using var client = Client("token: secret");
        (await client.GetVersionAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/2 - Bearer secret");
    }

    [Fact]
    public async Task One_in_a_file_is_followed_when_it_is_swapped_behind_links()
    {
        // As the node does it: token -> ..data/token, ..data -> a folder of this moment.
        _folder.Write("monday/token", "first\n");
        _folder.Write("tuesday/token", "second\n");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "..data"), "monday");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "token"), "..data/token");
        using var client = Client("tokenFile: token, token: ignored");
        var before = await client.GetVersionAsync(TestContext.Current.CancellationToken);

        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "..new"), "tuesday");
        File.Delete(Path.Combine(_folder.Path, "..data"));
        Directory.Move(Path.Combine(_folder.Path, "..new"), Path.Combine(_folder.Path, "..data"));

        before.ShouldEndWith("Bearer first");
        (await client.GetVersionAsync(TestContext.Current.CancellationToken)).ShouldEndWith("Bearer second");
    }

    [Fact]
    public async Task A_file_that_is_gone_is_named()
    {
        var file = _folder.Write("token", "first");
        using var client = Client("tokenFile: token");
        File.Delete(file);

        var refusal = await Should.ThrowAsync<HttpRequestException>(() => client.GetVersionAsync(TestContext.Current.CancellationToken));

        refusal.Message.ShouldContain(file);
    }

    [Fact]
    public async Task Whoever_looks_at_the_calls_does_not_see_it()
    {
        var seen = new List<string?>();
        using var client = Client("token: secret", configuration => configuration with { WrapHandler = inner => new Spy(inner, request => seen.Add(request.Headers.Authorization?.ToString())) });

        await client.GetVersionAsync(TestContext.Current.CancellationToken);

        seen.ShouldBe([null]);
        client.Configuration.ToString().ShouldNotContain("secret");
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _folder.Dispose();
    }

    private KubernetesClient Client(string user, Func<KubernetesClientConfiguration, KubernetesClientConfiguration>? change = null)
    {
        var path = _folder.Write("config", KubeconfigText.Of($"server: '{_server!.Url}', certificate-authority-data: {KubeconfigText.Base64(_authority.Pem)}", user));
        var configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(path);
        return new KubernetesClient(change?.Invoke(configuration) ?? configuration);
    }

    private sealed class Spy(HttpMessageHandler inner, Action<HttpRequestMessage> see) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            see(request);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
