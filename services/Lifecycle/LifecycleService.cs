using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sprout.Hosting;
using Sprout.Hosting.Telemetry;
using Sprout.Lifecycle.Deadlines;
using Sprout.Lifecycle.Observer;
using Sprout.Lifecycle.StateMachines;
using Sprout.Lifecycle.Telemetry;
using Sprout.State;

namespace Sprout.Lifecycle;

/// <summary>The lifecycle: the saga of each container, its deadlines, and the observer that tells what the cluster says.</summary>
public static class LifecycleService
{
    /// <summary>Adds what the saga needs, the keeper and the observer. Configuration: <c>Lifecycle</c>, <c>Ingress:UrlTemplate</c>, <c>Kubernetes</c>, <c>Metrics:StateInterval</c>.</summary>
    public static IHostApplicationBuilder AddLifecycle(this IHostApplicationBuilder builder)
    {
        builder.AddSproutKubernetes();
        var options = (builder.Configuration.GetSection("Lifecycle").Get<LifecycleOptions>() ?? new()).Checked(builder.Configuration.GetValue<TimeSpan?>("Gateway:MaximumLifetime"));
        builder.Services.TryAddSingleton(options);
        builder.Services.TryAddSingleton(options.Observer.Checked());
        builder.Services.TryAddSingleton(new ContainerUrl(builder.Configuration["Ingress:UrlTemplate"] ?? "http://{id}.localhost/"));
        builder.Services.AddSingleton(new CountsFromZero(_ => ContainerMetrics.Begin()));
        builder.Services.TryAddSingleton<ContainerEffects>();
        builder.Services.TryAddSingleton<ObserverMetrics>();
        builder.Services.TryAddSingleton<PodCache>();
        builder.Services.TryAddSingleton<ListDemand>();
        builder.Services.TryAddSingleton<PodOwnership>();
        builder.Services.TryAddSingleton<PodQueue>();
        builder.Services.TryAddSingleton<LastLogLine>();
        builder.Services.TryAddSingleton<CrashLogs>();
        builder.Services.TryAddSingleton<PodTeller>();
        builder.Services.TryAddSingleton<PodTellers>();
        builder.Services.TryAddSingleton<PodPresence>();
        builder.Services.TryAddSingleton<LeaderLease>();
        builder.Services.TryAddSingleton<PodObserver>();
        builder.Services.TryAddSingleton<ClusterSweep>();
        builder.Services.TryAddSingleton<ExposureSweep>();
        builder.Services.TryAddSingleton<StepSender>();
        builder.Services.TryAddSingleton<DeadlineKeeper>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DeadlineKeeper>());
        builder.Services.AddHostedService<ObserverService>();
        AddStateReporter(builder);
        return builder;
    }

    // Nobody looks where nobody asks.
    private static void AddStateReporter(IHostApplicationBuilder builder)
    {
        if (!TelemetryOptions.Read(builder.Configuration).HasMetrics)
            return;
        var options = builder.Configuration.GetSection("Metrics").Get<StateReporterOptions>() ?? new();
        builder.Services.TryAddSingleton(options.StateInterval > TimeSpan.Zero
            ? options
            : throw new SettingException($"Metrics:StateInterval is {options.StateInterval}. Set it to more than nothing, such as 00:00:15."));
        builder.Services.AddHostedService<StateReporter>();
    }

    /// <summary>Adds the saga.</summary>
    public static void AddLifecycleBus(this IBusRegistrationConfigurator bus) =>
        bus.AddSagaStateMachine<ContainerStateMachine, ContainerSaga, ContainerSagaDefinition>()
            .RedisRepository(repository =>
            {
                repository.KeyPrefix = SproutKeys.ContainerPrefix;
                repository.SerializerOptions = StateJson.Options;
                repository.CommitWith<ContainerCommit>();
            });
}
