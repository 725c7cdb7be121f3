using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests.Client;

public sealed class When_the_wire_is_encrypted : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sprout-tls-");
    private readonly X509Certificate2 _certificate = SelfSigned();
    private RedisServer _server = null!;
    private int _port;

    public async ValueTask InitializeAsync()
    {
        var (certificate, key) = (Path.Combine(_folder.FullName, "cert.pem"), Path.Combine(_folder.FullName, "key.pem"));
        await File.WriteAllTextAsync(certificate, _certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(key, _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _port = RedisServer.FreePort();
        _server = await RedisServer.StartAsync(extraArguments:
        [
            "--tls-port", _port.ToString(CultureInfo.InvariantCulture), "--tls-auth-clients", "no",
            "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate,
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_server_that_is_trusted_is_spoken_to()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(Trusting($"rediss://127.0.0.1:{_port}?sslHost=localhost"));
        var database = redis.GetDatabase();

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i =>
        {
            await database.StringSetAsync($"key:{i}", i);
            ((long)await database.StringGetAsync($"key:{i}")).ShouldBe(i);
        }));
    }

    [Theory]
    [InlineData("+@all")]
    [InlineData("-client")] // may not unblock, so the connection is dropped
    public async Task A_read_that_waits_can_be_cancelled(string rights)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(Trusting($"127.0.0.1:{_port},ssl=true"));
        await redis.DoAsync("ACL", "SETUSER", "reader", "on", ">pass", "~*", "+@all", rights);
        await using var reader = await ConnectionMultiplexer.ConnectAsync(Trusting($"rediss://reader:pass@127.0.0.1:{_port}"));
        await using var blocking = await reader.OpenBlockingConnectionAsync();
        using var cancelling = new CancellationTokenSource();
        var reading = blocking.StreamReadAsync("s", "$", 10, TimeSpan.FromMinutes(10), cancelling.Token).AsTask();
        await redis.UntilBlockedAsync(1);

        await cancelling.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        (await blocking.StreamReadAsync("s", "0-0", 10, TimeSpan.Zero)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_is_refused()
    {
        var exception = await Should.ThrowAsync<RedisConnectionException>(async () => await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_port},ssl=true"));

        exception.InnerException.ShouldBeOfType<AuthenticationException>();
    }

    private ConfigurationOptions Trusting(string configuration) => ConfigurationOptions.Parse(configuration) with
    {
        CertificateValidation = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.GetCertHashString(),
    };

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
