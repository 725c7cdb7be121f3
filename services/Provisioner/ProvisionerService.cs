using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sprout.Hosting;
using Sprout.Provisioner.Consumers;
using Sprout.Provisioner.Isolation;
using Sprout.Provisioner.Logs;
using Sprout.Provisioner.Manifests;
using Sprout.State;

namespace Sprout.Provisioner;

/// <summary>The provisioner: turns containers into Kubernetes objects, and removes them.</summary>
public static class ProvisionerService
{
    /// <summary>
    /// Adds what the consumers need. Configuration: <c>Kubernetes</c>, <c>Workload</c>, <c>Ingress</c>, <c>Isolation</c>, <c>Logs</c>.
    /// Throws <see cref="InvalidOperationException"/> for settings that cannot be meant.
    /// </summary>
    public static IHostApplicationBuilder AddProvisioner(this IHostApplicationBuilder builder)
    {
        builder.AddSproutKubernetes();
        builder.Services.TryAddSingleton(Checked(builder.Configuration.GetSection("Workload").Get<WorkloadOptions>() ?? new()));
        builder.Services.TryAddSingleton(builder.Configuration.GetSection("Ingress").Get<IngressOptions>() ?? new IngressOptions());
        builder.Services.TryAddSingleton(Checked(builder.Configuration.GetSection("Isolation").Get<IsolationOptions>() ?? new()));
        builder.Services.TryAddSingleton<ContainerObjects>();
        builder.Services.TryAddSingleton<ClusterTrouble>();
        builder.Services.TryAddSingleton(Checked(builder.Configuration.GetSection("Logs").Get<KeptLogsOptions>() ?? new()));
        builder.Services.TryAddSingleton<ContainerStore>();
        builder.Services.TryAddSingleton<ContainerLogStore>();
        builder.Services.TryAddSingleton<LogCapture>();
        builder.Services.AddNamespaceKeeper();
        return builder;
    }

    /// <summary>Adds what applies and keeps the namespace and its isolation.</summary>
    public static IServiceCollection AddNamespaceKeeper(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new NamespaceManifests(
            provider.GetRequiredService<KubernetesOptions>().Namespace, provider.GetRequiredService<IsolationOptions>(), provider.GetRequiredService<WorkloadOptions>()));
        services.TryAddSingleton<NamespaceObjects>();
        return services.AddHostedService<NamespaceKeeper>();
    }

    /// <summary>Adds the consumers.</summary>
    public static void AddProvisionerBus(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ProvisionPodConsumer, ProvisionPodConsumerDefinition>();
        bus.AddConsumer<DeletePodConsumer, DeletePodConsumerDefinition>();
    }

    private static WorkloadOptions Checked(WorkloadOptions workload) => workload switch
    {
        { RunAsUser: <= 0 } => throw new InvalidOperationException($"Workload:RunAsUser is {workload.RunAsUser}; the restricted profile wants a user above 0."),
        { NodeLossSeconds: < 0 } => throw new InvalidOperationException($"Workload:NodeLossSeconds is {workload.NodeLossSeconds}; it must not be below zero."),
        _ => workload,
    };

    private static KeptLogsOptions Checked(KeptLogsOptions logs) => logs.MostBytes >= 0
        ? logs
        : throw new InvalidOperationException($"Logs:MostBytes is {logs.MostBytes}; it must not be below zero, which keeps none.");

    private static IsolationOptions Checked(IsolationOptions isolation) => isolation.Interval > TimeSpan.Zero
        ? isolation
        : throw new InvalidOperationException($"Isolation:Interval is {isolation.Interval}; it must be above zero.");
}
