using System.Security.Cryptography;
using Sprout.Kubernetes.Configuration;

namespace Sprout.Kubernetes.Http;

/// <summary>
/// The files from which authorities and our certificate came. They are renewed in place, by swapping a symbolic link two levels up or by writing over them, so
/// their content is compared and nothing else about them.
/// </summary>
internal sealed class TlsFiles(KubernetesClientConfiguration configuration)
{
    private byte[]? _hash;

    /// <summary>
    /// The configuration with what is in the files now; null when nothing is new since the last time, and when they cannot be read or do not fit together: then they are being
    /// written, and what was there before goes on until the next look.
    /// </summary>
    public KubernetesClientConfiguration? ReadNew()
    {
        try
        {
            if (configuration is { SslCaCertsFile: null, ClientCertificateFile: null })
                return null;
            var authorities = Read(configuration.SslCaCertsFile);
            var certificate = Read(configuration.ClientCertificateFile);
            var key = Read(configuration.ClientKeyFile);
            var hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{authorities}\0{certificate}\0{key}"));
            if (_hash is not null && hash.AsSpan().SequenceEqual(_hash))
                return null;
            var read = WithCertificate(WithAuthorities(configuration, authorities), certificate, key);
            _hash = hash;
            return read;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static string? Read(string? file) => file is null ? null : File.ReadAllText(file);

    private static KubernetesClientConfiguration WithAuthorities(KubernetesClientConfiguration configuration, string? pem)
    {
        if (pem is null)
            return configuration;
        return Pem.TryReadCertificates(pem, out var authorities) ? configuration with { SslCaCerts = authorities } : throw new CryptographicException("There is no certificate in it.");
    }

    private static KubernetesClientConfiguration WithCertificate(KubernetesClientConfiguration configuration, string? certificatePem, string? keyPem)
    {
        if (certificatePem is null || keyPem is null)
            return configuration;
        if (!Pem.TryReadCertificates(certificatePem, out var certificates))
            throw new CryptographicException("There is no certificate in it.");
        return configuration with { ClientCertificate = Pem.WithKey(certificates[0], keyPem), ClientCertificateChain = [.. certificates.Skip(1)] };
    }
}
