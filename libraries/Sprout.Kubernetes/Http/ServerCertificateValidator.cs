using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sprout.Kubernetes.Http;

/// <summary>Trusts servers whose certificate leads to one of the given authorities, and no others.</summary>
internal sealed class ServerCertificateValidator(X509Certificate2Collection authorities)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 server || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
        {
            return false; // none, or for another name
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // clusters publish no revocations
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        chain.ChainPolicy.ExtraStore.AddRange(authorities);
        if (presented is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        }

        return chain.Build(server) || LeadsToIntermediate(chain);
    }

    // kubeadm with an outside root puts only the intermediate authority into ca.crt. Go trusts whatever it is given; .NET wants to see the root,
    // and calls a chain that is right up to the authority given, and ends there, partial.
    private bool LeadsToIntermediate(X509Chain chain) =>
        chain.ChainElements.Count > 1
        && chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.PartialChain)
        && authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(chain.ChainElements[^1].Certificate.RawDataMemory.Span));
}
