using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sprout.Hosting;
using Sprout.Provisioner.Consumers;
using Sprout.Provisioner.Manifests;

namespace Sprout.Provisioner;

/// <summary>The provisioner: turns containers into Kubernetes objects, and removes them.</summary>
public static class ProvisionerService
{
    /// <summary>Adds what the consumers need. Configuration: <c>Kubernetes</c>, <c>Workload</c>, <c>Ingress</c>.</summary>
    public static IHostApplicationBuilder AddProvisioner(this IHostApplicationBuilder builder)
    {
        builder.AddSproutKubernetes();
        builder.Services.TryAddSingleton(builder.Configuration.GetSection("Workload").Get<WorkloadOptions>() ?? new WorkloadOptions());
        builder.Services.TryAddSingleton(builder.Configuration.GetSection("Ingress").Get<IngressOptions>() ?? new IngressOptions());
        builder.Services.TryAddSingleton<ContainerObjects>();
        builder.Services.AddHostedService<NamespaceKeeper>();
        return builder;
    }

    /// <summary>Adds the consumers.</summary>
    public static void AddProvisionerBus(this IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<ProvisionPodConsumer, ProvisionPodConsumerDefinition>();
        bus.AddConsumer<DeletePodConsumer, DeletePodConsumerDefinition>();
    }
}
