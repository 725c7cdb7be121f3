using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sprout.Kubernetes.Configuration;

/// <summary>Certificates and private keys in PEM.</summary>
internal static class Pem
{
    /// <summary>All certificates in the text, in its order; false where there is none or one is broken.</summary>
    public static bool TryReadCertificates(string pem, [NotNullWhen(true)] out X509Certificate2Collection? certificates)
    {
        certificates = [];
        try
        {
            certificates.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            certificates = null;
            return false;
        }

        return certificates.Count > 0;
    }

    /// <summary>
    /// The certificate with its key: PKCS#1 (<c>RSA PRIVATE KEY</c>, as kubeadm writes), SEC1 (<c>EC PRIVATE KEY</c>, as k3s writes) or PKCS#8 (<c>PRIVATE KEY</c>).
    /// Throws <see cref="CryptographicException"/> where the key is none of these or another's.
    /// </summary>
    public static X509Certificate2 WithKey(X509Certificate2 certificate, string keyPem)
    {
        var withKey = X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), keyPem);
        if (!OperatingSystem.IsWindows())
        {
            return withKey;
        }

        // SChannel cannot use a key that was never in a key store.
        using (withKey)
        {
            return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
