using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sprout.Kubernetes.Tests.Support;

/// <summary>A certificate authority, or one between it and the leaves.</summary>
internal sealed class TestAuthority
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private readonly X509Certificate2 _withKey;

    private TestAuthority(X509Certificate2 withKey) => _withKey = withKey;

    public string Pem => _withKey.ExportCertificatePem();

    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(_withKey.RawData);

    public static TestAuthority Root(string name = "kubernetes")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = AuthorityRequest(name, key);
        return new TestAuthority(request.CreateSelfSigned(From, From.AddYears(2)));
    }

    public TestAuthority Intermediate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = AuthorityRequest(name, key).Create(_withKey, From, From.AddYears(1), Serial());
        return new TestAuthority(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>A server's certificate for the names; 127.0.0.1 where none is given.</summary>
    public X509Certificate2 Server(string? dnsName = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kube-apiserver", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (dnsName is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }
        else
        {
            names.AddDnsName(dnsName);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.Create(_withKey, From, From.AddMonths(6), Serial());
        return certificate.CopyWithPrivateKey(key);
    }

    public X509Certificate2 Client(RSA key, string name = "admin")
    {
        using var certificate = ClientRequest(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return certificate.CopyWithPrivateKey(key);
    }

    public X509Certificate2 Client(ECDsa key, string name = "admin")
    {
        using var certificate = ClientRequest(new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256));
        return certificate.CopyWithPrivateKey(key);
    }

    private static CertificateRequest AuthorityRequest(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        return request;
    }

    private static byte[] Serial() => RandomNumberGenerator.GetBytes(8);

    private X509Certificate2 ClientRequest(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        // The generator overload: an EC authority may sign an RSA key's certificate only so.
        var generator = X509SignatureGenerator.CreateForECDsa(_withKey.GetECDsaPrivateKey()!);
        return request.Create(_withKey.SubjectName, generator, From, From.AddMonths(6), Serial());
    }
}
