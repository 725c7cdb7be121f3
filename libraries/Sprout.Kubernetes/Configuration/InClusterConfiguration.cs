using System.Security.Cryptography.X509Certificates;

namespace Sprout.Kubernetes.Configuration;

/// <summary>The service account that the node mounts into every pod that wants one.</summary>
internal static class InClusterConfiguration
{
    public const string ServiceAccountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    public static bool IsInCluster(string path, Func<string, string?> environment) =>
        Directory.Exists(path) && !string.IsNullOrEmpty(environment("KUBERNETES_SERVICE_HOST"));

    public static KubernetesClientConfiguration Load(string path, Func<string, string?> environment)
    {
        var host = Variable(environment, "KUBERNETES_SERVICE_HOST");
        var port = environment("KUBERNETES_SERVICE_PORT") is { Length: > 0 } given ? given : "443";
        if (!int.TryParse(port, out var number) || Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw new KubeConfigException($"in-cluster: KUBERNETES_SERVICE_HOST '{host}' and KUBERNETES_SERVICE_PORT '{port}' are no address.");
        }

        var token = Path.Combine(path, "token");
        ReadAll(token);
        var authority = Path.Combine(path, "ca.crt");
        var @namespace = Path.Combine(path, "namespace");
        return new KubernetesClientConfiguration
        {
            Context = "in-cluster",
            Server = new UriBuilder(Uri.UriSchemeHttps, host, number).Uri,
            SslCaCerts = Certificates(authority),
            SslCaCertsFile = authority,
            AccessTokenFile = token,
            Namespace = File.Exists(@namespace) ? ReadAll(@namespace).Trim() : null,
        };
    }

    private static string Variable(Func<string, string?> environment, string name) =>
        environment(name) is { Length: > 0 } value
            ? value
            : throw new KubeConfigException($"in-cluster: the environment variable {name} is not set; is this a pod?");

    private static X509Certificate2Collection Certificates(string file) =>
        Pem.TryReadCertificates(ReadAll(file), out var certificates)
            ? certificates
            : throw new KubeConfigException($"in-cluster: {file} has no certificate in PEM.");

    private static string ReadAll(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"in-cluster: {file} cannot be read: {exception.Message}", exception);
        }
    }
}
