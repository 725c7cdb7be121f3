using System.Security.Cryptography;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sprout.Kubernetes.Tests.Support;

namespace Sprout.Kubernetes.Tests.Configuration;

public sealed class When_a_client_certificate_is_given : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = TestAuthority.Root();

    public enum Key
    {
        Pkcs1,
        Pkcs8,
        Sec1,
        Sec1WithParameters,
        EcPkcs8,
    }

    public static TheoryData<Key, bool, bool> Matrix { get; } =
        [.. from key in Enum.GetValues<Key>() from asFiles in new[] { true, false } from http2 in new[] { true, false } select (key, asFiles, http2)];

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task The_server_knows_us_by_it(Key key, bool asFiles, bool http2)
    {
        await using var server = await TlsServer.StartAsync(_authority.Server(), clients: _authority, protocols: http2 ? HttpProtocols.Http2 : HttpProtocols.Http1);
        var (certificatePem, keyPem) = Make(_authority, key);

        var version = await VersionAsync(Kubeconfig(server, certificatePem, keyPem, asFiles));

        version.ShouldBe($"{(http2 ? "HTTP/2" : "HTTP/1.1")} CN=admin -");
    }

    [Fact]
    public async Task The_certificates_between_it_and_the_authority_are_sent_too()
    {
        var intermediate = _authority.Intermediate("clients");
        await using var server = await TlsServer.StartAsync(_authority.Server(), clients: _authority);
        var (certificatePem, keyPem) = Make(intermediate, Key.Sec1);

        var version = await VersionAsync(Kubeconfig(server, $"{certificatePem}\n{intermediate.Pem}", keyPem, asFiles: false));

        version.ShouldContain("CN=admin");
    }

    [Fact]
    public void A_key_of_another_certificate_is_refused_by_name()
    {
        var (certificatePem, _) = Make(_authority, Key.Pkcs1);
        var (_, keyPem) = Make(_authority, Key.Pkcs1);
        var path = _folder.Write("config", KubeconfigText.Of(
            "server: https://127.0.0.1", $"client-certificate-data: {KubeconfigText.Base64(certificatePem)}, client-key-data: {KubeconfigText.Base64(keyPem)}"));

        var refusal = Should.Throw<KubeConfigException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(path));

        refusal.Message.ShouldStartWith($"{path}, context 'test': users[u1].user.client-key-data is no private key of the client-certificate");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> VersionAsync(string kubeconfigPath)
    {
        using var client = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfigPath));
        return await client.GetVersionAsync(TestContext.Current.CancellationToken);
    }

    private static (string Certificate, string Key) Make(TestAuthority authority, Key key)
    {
        if (key is Key.Pkcs1 or Key.Pkcs8)
        {
            using var rsa = RSA.Create(2048);
            using var certificate = authority.Client(rsa);
            return (certificate.ExportCertificatePem(), key == Key.Pkcs1 ? rsa.ExportRSAPrivateKeyPem() : rsa.ExportPkcs8PrivateKeyPem());
        }

        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var ecCertificate = authority.Client(ec);
        return (ecCertificate.ExportCertificatePem(), key switch
        {
            Key.EcPkcs8 => ec.ExportPkcs8PrivateKeyPem(),
            Key.Sec1WithParameters => $"{PemEncoding.WriteString("EC PARAMETERS", Convert.FromHexString("06082A8648CE3D030107"))}\n{ec.ExportECPrivateKeyPem()}", // as openssl writes it
            _ => ec.ExportECPrivateKeyPem(),
        });
    }

    private string Kubeconfig(TlsServer server, string certificatePem, string keyPem, bool asFiles)
    {
        if (!asFiles)
        {
            return _folder.Write("config", KubeconfigText.Of(
                $"server: '{server.Url}', certificate-authority-data: {KubeconfigText.Base64(_authority.Pem)}",
                $"client-certificate-data: {KubeconfigText.Base64(certificatePem)}, client-key-data: {KubeconfigText.Base64(keyPem)}"));
        }

        _folder.Write("pki/ca.crt", _authority.Pem);
        _folder.Write("pki/admin.crt", certificatePem);
        _folder.Write("pki/admin.key", keyPem);
        return _folder.Write("config", KubeconfigText.Of($"server: '{server.Url}', certificate-authority: pki/ca.crt", "client-certificate: pki/admin.crt, client-key: ./pki/admin.key"));
    }
}
