using System.Security.Cryptography;
using Sprout.Kubernetes.Http;
using Sprout.Kubernetes.Models;
using Sprout.Kubernetes.Tests.Support;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.Configuration;

public sealed class When_certificates_are_renewed : IDisposable
{
    private readonly ClockWithTimers _clock = new();
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = TestAuthority.Root();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_authorities_are_followed_when_they_are_swapped_behind_links()
    {
        // As the node does it: ca.crt -> ..data/ca.crt, ..data -> a folder of this moment.
        _folder.Write("monday/ca.crt", TestAuthority.Root("another").Pem);
        _folder.Write("tuesday/ca.crt", _authority.Pem);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "..data"), "monday");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "ca.crt"), "..data/ca.crt");
        await using var server = await TlsServer.StartAsync(_authority.Server());
        using var client = Client(server, "token: secret");
        await Should.ThrowAsync<HttpRequestException>(() => client.GetVersionAsync(Token));

        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "..new"), "tuesday");
        File.Delete(Path.Combine(_folder.Path, "..data"));
        Directory.Move(Path.Combine(_folder.Path, "..new"), Path.Combine(_folder.Path, "..data"));

        _clock.Advance(TimeSpan.FromSeconds(1)); // a refusal makes it look at the next occasion
        (await client.GetVersionAsync(Token)).ShouldEndWith("Bearer secret");
    }

    [Fact]
    public async Task Our_own_is_used_for_new_connections()
    {
        await using var server = await TlsServer.StartAsync(_authority.Server(), clients: _authority);
        _folder.Write("ca.crt", _authority.Pem);
        WriteClient("first");
        using var client = Client(server, "client-certificate: admin.crt, client-key: admin.key");
        (await client.GetVersionAsync(Token)).ShouldContain("CN=first");

        WriteClient("second");

        (await client.GetVersionAsync(Token)).ShouldContain("CN=first");
        _clock.Advance(RotatingHandler.Interval);
        (await client.GetVersionAsync(Token)).ShouldContain("CN=second");
        server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Files_that_are_being_written_are_left_alone()
    {
        await using var server = await TlsServer.StartAsync(_authority.Server(), clients: _authority);
        _folder.Write("ca.crt", _authority.Pem);
        WriteClient("first");
        using var client = Client(server, "client-certificate: admin.crt, client-key: admin.key");
        await client.GetVersionAsync(Token);

        _folder.Write("admin.key", "-----BEGIN EC PRIV");
        _clock.Advance(RotatingHandler.Interval);
        (await client.GetVersionAsync(Token)).ShouldContain("CN=first");
        WriteClient("second");
        _clock.Advance(RotatingHandler.Interval);

        (await client.GetVersionAsync(Token)).ShouldContain("CN=second");
    }

    [Fact]
    public async Task What_streams_on_an_old_connection_ends_in_bounded_time()
    {
        await using var server = await TlsServer.StartAsync(_authority.Server(), clients: _authority);
        _folder.Write("ca.crt", _authority.Pem);
        WriteClient("first");
        using var client = Client(server, "client-certificate: admin.crt, client-key: admin.key");
        await using var watch = client.WatchAsync<V1Pod>(@namespace: null, new WatchOptions { ResourceVersion = "1" }, Token).GetAsyncEnumerator(Token);
        await watch.MoveNextAsync();
        WriteClient("second");
        _clock.Advance(RotatingHandler.Interval);
        await client.GetVersionAsync(Token);
        var next = watch.MoveNextAsync().AsTask();

        next.IsCompleted.ShouldBeFalse();
        _clock.Advance(RotatingHandler.Grace);

        await Should.ThrowAsync<HttpRequestException>(() => next);
        (await client.GetVersionAsync(Token)).ShouldContain("CN=second");
    }

    public void Dispose() => _folder.Dispose();

    private void WriteClient(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = _authority.Client(key, name);
        _folder.Write("admin.crt", certificate.ExportCertificatePem());
        _folder.Write("admin.key", key.ExportPkcs8PrivateKeyPem());
    }

    private KubernetesClient Client(TlsServer server, string user) =>
        new(KubernetesClientConfiguration.BuildConfigFromConfigFile(_folder.Write("config", KubeconfigText.Of($"server: '{server.Url}', certificate-authority: ca.crt", user))), _clock);
}
