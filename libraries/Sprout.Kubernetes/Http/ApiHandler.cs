namespace Sprout.Kubernetes.Http;

/// <summary>Makes the handler that talks to the API server, with our credentials.</summary>
internal static class ApiHandler
{
    public static HttpMessageHandler Create(KubernetesClientConfiguration configuration, TimeProvider clock)
    {
        var handler = new RotatingHandler(configuration, new TlsFiles(configuration), clock);
        return configuration is { AccessToken: null, AccessTokenFile: null } ? handler : new BearerTokenHandler(configuration.AccessToken, configuration.AccessTokenFile, handler);
    }
}
