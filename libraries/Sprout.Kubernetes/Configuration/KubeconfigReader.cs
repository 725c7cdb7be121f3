using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using YamlDotNet.RepresentationModel;

namespace Sprout.Kubernetes.Configuration;

/// <summary>Turns a context of a kubeconfig into a configuration; what it would have to ignore, it refuses.</summary>
internal static class KubeconfigReader
{
    public static KubernetesClientConfiguration Read(Kubeconfig kubeconfig, string? contextName)
    {
        var name = contextName ?? kubeconfig.CurrentContext
            ?? throw new KubeConfigException($"{kubeconfig.Description}: current-context is missing, and no context was named. Contexts: {string.Join(", ", kubeconfig.Names("contexts"))}.");
        var context = kubeconfig.Find("contexts", "context", name)
            ?? throw new KubeConfigException($"{kubeconfig.Description}: there is no context '{name}'. Contexts: {string.Join(", ", kubeconfig.Names("contexts"))}.");
        context = context with { Context = name };
        var cluster = Follow(kubeconfig, context, "clusters", "cluster", context.RequiredText("cluster"));
        var configuration = ReadCluster(cluster, name) with { Namespace = context.Text("namespace") };
        return context.Text("user") is { } user
            ? ReadUser(Follow(kubeconfig, context, "users", "user", user), configuration)
            : configuration;
    }

    private static KubeconfigSection Follow(Kubeconfig kubeconfig, KubeconfigSection context, string list, string kind, string name) =>
        (kubeconfig.Find(list, kind, name) ?? throw context.Error(kind, $"names '{name}', which is not among the {list}")) with { Context = context.Context };

    private static KubernetesClientConfiguration ReadCluster(KubeconfigSection cluster, string context)
    {
        var server = cluster.RequiredText("server");
        if (!Uri.TryCreate(server, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            throw cluster.Error("server", $"'{server}' is no http or https address");
        }

        Refuse(cluster, "proxy-url", "is not supported; set HTTPS_PROXY instead");
        var skip = cluster.Flag("insecure-skip-tls-verify");
        var authorities = ReadAuthorities(cluster);
        if (skip && authorities is not null)
        {
            throw cluster.Error("insecure-skip-tls-verify", "contradicts the certificate-authority beside it");
        }

        return new KubernetesClientConfiguration
        {
            Context = context,
            Server = uri,
            SslCaCerts = authorities,
            SslCaCertsFile = FileOf(cluster, "certificate-authority"),
            SkipTlsVerify = skip,
            TlsServerName = cluster.Text("tls-server-name"),
        };
    }

    private static X509Certificate2Collection? ReadAuthorities(KubeconfigSection cluster)
    {
        if (cluster.DataOrFile("certificate-authority") is not { } pem)
        {
            return null;
        }

        return Pem.TryReadCertificates(pem, out var authorities) ? authorities : throw cluster.Error(FieldOf(cluster, "certificate-authority"), "has no certificate in PEM");
    }

    private static KubernetesClientConfiguration ReadUser(KubeconfigSection user, KubernetesClientConfiguration configuration)
    {
        if (user.Find("exec") is { } exec)
        {
            var command = (exec as YamlMappingNode)?.Children.TryGetValue(new YamlScalarNode("command"), out var node) == true ? $" ({node})" : "";
            throw user.Error("exec", $"is a credential plugin{command}, and plugins are not supported; use a client certificate, token or tokenFile");
        }

        Refuse(user, "auth-provider", "is not supported; use a client certificate, token or tokenFile");
        Refuse(user, "username", "is not supported, nor is a password: Kubernetes has had neither since 1.19");
        Refuse(user, "as", "(impersonation) is not supported");
        var (certificate, chain) = ReadClientCertificate(user);
        return configuration with
        {
            ClientCertificate = certificate,
            ClientCertificateChain = chain,
            ClientCertificateFile = FileOf(user, "client-certificate"),
            ClientKeyFile = FileOf(user, "client-key"),
            AccessToken = user.Text("token")?.Trim(),
            AccessTokenFile = user.FilePath("tokenFile"),
        };
    }

    private static (X509Certificate2? Certificate, X509Certificate2Collection? Chain) ReadClientCertificate(KubeconfigSection user)
    {
        var certificatePem = user.DataOrFile("client-certificate");
        var keyPem = user.DataOrFile("client-key");
        switch (certificatePem, keyPem)
        {
            case (null, null):
                return (null, null);
            case (null, _):
                throw user.Error("client-certificate", "is missing beside the client-key");
            case (_, null):
                throw user.Error("client-key", "is missing beside the client-certificate");
        }

        if (!Pem.TryReadCertificates(certificatePem, out var certificates))
        {
            throw user.Error(FieldOf(user, "client-certificate"), "has no certificate in PEM");
        }

        try
        {
            return (Pem.WithKey(certificates[0], keyPem), [.. certificates.Skip(1)]);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw user.Error(FieldOf(user, "client-key"), "is no private key of the client-certificate in PEM (PKCS#1, SEC1 or PKCS#8, not encrypted)", exception);
        }
    }

    private static void Refuse(KubeconfigSection section, string field, string why)
    {
        if (section.Find(field) is not null)
        {
            throw section.Error(field, why);
        }
    }

    // What stands in the kubeconfig itself does not change under us.
    private static string? FileOf(KubeconfigSection section, string field) => section.Text($"{field}-data") is null ? section.FilePath(field) : null;

    private static string FieldOf(KubeconfigSection section, string field) => section.Text($"{field}-data") is null ? field : $"{field}-data";
}
