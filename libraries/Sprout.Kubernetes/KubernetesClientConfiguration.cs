using System.Net;
using System.Security.Cryptography.X509Certificates;
using Sprout.Kubernetes.Configuration;

namespace Sprout.Kubernetes;

/// <summary>Where the API server is, and who we are to it.</summary>
public sealed record KubernetesClientConfiguration
{
    /// <summary>The API server's address; may have a path, as behind Rancher.</summary>
    public required Uri Server { get; init; }

    /// <summary>The kubeconfig's context, or <c>in-cluster</c>; for people.</summary>
    public string? Context { get; init; }

    /// <summary>The context's namespace, or the pod's; the client never fills it in by itself.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whom to trust; the machine's own authorities where unset.</summary>
    public X509Certificate2Collection? SslCaCerts { get; init; }

    /// <summary>The file with <see cref="SslCaCerts"/>; followed, because it is renewed in place.</summary>
    public string? SslCaCertsFile { get; init; }

    /// <summary>Trusts any server. For tests.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>The name that the server's certificate must have, where it is not the address's.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Our certificate with its private key.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Certificates between ours and an authority that the server knows.</summary>
    public X509Certificate2Collection? ClientCertificateChain { get; init; }

    /// <summary>The file with our certificate and those of the chain; followed, together with <see cref="ClientKeyFile"/>.</summary>
    public string? ClientCertificateFile { get; init; }

    /// <summary>The file with the certificate's private key.</summary>
    public string? ClientKeyFile { get; init; }

    /// <summary>Our bearer token.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The file with our bearer token, read for every call because it is renewed in place; wins over <see cref="AccessToken"/>.</summary>
    public string? AccessTokenFile { get; init; }

    /// <summary>How long a call may take until its answer is read; a watch, until it begins.</summary>
    public TimeSpan HttpClientTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What we call ourselves in the API server's logs.</summary>
    public string UserAgent { get; init; } = "sprout";

    /// <summary>How much of the server we take.</summary>
    public KubernetesLimits Limits { get; init; } = new();

    /// <summary>Wraps the handler that talks to the server, so that a caller sees (delays, counts, fails) each call. Credentials are added below it.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? WrapHandler { get; init; }

    /// <summary>Finds the addresses behind the server's name; the machine's resolver where unset.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>>? ResolveAsync { get; init; }

    /// <summary>
    /// In a pod, its service account; else the files of <c>KUBECONFIG</c> merged, else <c>~/.kube/config</c>. Throws <see cref="KubeConfigException"/>.
    /// A context that is named is looked for in the files even in a pod.
    /// </summary>
    public static KubernetesClientConfiguration BuildDefaultConfig(string? currentContext = null) =>
        DefaultConfiguration.Load(currentContext, Environment.GetEnvironmentVariable, InClusterConfiguration.ServiceAccountPath);

    /// <summary>The service account mounted in our pod. Throws <see cref="KubeConfigException"/>.</summary>
    public static KubernetesClientConfiguration InClusterConfig(string serviceAccountPath = InClusterConfiguration.ServiceAccountPath) =>
        InClusterConfiguration.Load(serviceAccountPath, Environment.GetEnvironmentVariable);

    /// <summary>A context of a kubeconfig file; its current one where none is named. Throws <see cref="KubeConfigException"/>.</summary>
    public static KubernetesClientConfiguration BuildConfigFromConfigFile(string kubeconfigPath, string? currentContext = null) =>
        KubeconfigReader.Read(Kubeconfig.Load([kubeconfigPath], mustAllExist: true), currentContext);

    /// <summary>Context and address: nothing secret.</summary>
    public override string ToString() => Context is null ? Server.ToString() : $"{Context} ({Server})";
}
