using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
        var options = ConfigurationOptions.Parse($"127.0.0.1:{_port},ssl=true,sslHost=localhost") with
        {
            CertificateValidation = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.GetCertHashString(),
        };
        await using var redis = await ConnectionMultiplexer.ConnectAsync(options);
        var database = redis.GetDatabase();

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i =>
        {
            await database.StringSetAsync($"key:{i}", i);
            ((long)await database.StringGetAsync($"key:{i}")).ShouldBe(i);
        }));
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_is_refused()
    {
        var exception = await Should.ThrowAsync<RedisConnectionException>(async () => await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_port},ssl=true"));

        exception.InnerException.ShouldBeOfType<AuthenticationException>();
    }

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
