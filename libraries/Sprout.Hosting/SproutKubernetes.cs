using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sprout.Kubernetes;

namespace Sprout.Hosting;

/// <summary>The connection to the cluster.</summary>
public static class SproutKubernetes
{
    /// <summary>
    /// Adds <see cref="IKubernetes"/> and <see cref="KubernetesOptions"/> (section <c>Kubernetes</c>). A registered
    /// <c>Func&lt;HttpMessageHandler, HttpMessageHandler&gt;</c> is put around every call.
    /// </summary>
    public static IHostApplicationBuilder AddSproutKubernetes(this IHostApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Kubernetes").Get<KubernetesOptions>() ?? new KubernetesOptions();
        var limits = Checked(options.Limits);
        builder.Services.TryAddSingleton(options);
        builder.Services.TryAddSingleton(provider => Configure(options) with
        {
            Limits = limits,
            // Whoever reads the API server's audit log sees which service it was.
            UserAgent = builder.Environment.ApplicationName,
            WrapHandler = provider.GetService<Func<HttpMessageHandler, HttpMessageHandler>>(),
        });
        builder.Services.TryAddSingleton<IKubernetes>(provider => new KubernetesClient(provider.GetRequiredService<KubernetesClientConfiguration>()));
        return builder;
    }

    private static KubernetesLimits Checked(KubernetesLimits limits) =>
        limits is { CallsPerSecond: > 0, Burst: > 0, Concurrency: > 0, ConcurrencyWhenSpared: > 0, MostRepeats: >= 0 }
            ? limits
            : throw new SettingException("Kubernetes:Limits must be above zero, each of them; only MostRepeats may be zero.");

    private static KubernetesClientConfiguration Configure(KubernetesOptions options) =>
        options.KubeConfig is { } file
            ? KubernetesClientConfiguration.BuildConfigFromConfigFile(file, options.Context)
            : KubernetesClientConfiguration.BuildDefaultConfig(options.Context);
}
