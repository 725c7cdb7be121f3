using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sprout.Gateway.Errors;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.State;

namespace Sprout.Gateway.Features.Logs;

/// <summary>Finds a container's logs: in the cluster while it has a pod, else what was kept when it ended.</summary>
internal sealed class LogSource
{
    private readonly ContainerLogStore _kept;
    private readonly IServiceProvider _services;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<LogSource> _logger;

    /// <summary>The connection to the cluster is made when it is first needed: the gateway is there without one.</summary>
    public LogSource(ContainerLogStore kept, IServiceProvider services, GatewayOptions options, TimeProvider time, ILogger<LogSource> logger) =>
        (_kept, _services, _options, _time, _logger) = (kept, services, options, time, logger);

    /// <summary>The token ends a stream from the cluster, too.</summary>
    public async Task<LogAnswer> FindAsync(ContainerDocument container, LogQuery query, CancellationToken cancellationToken)
    {
        var hasEnded = container.CurrentState is ContainerStates.Failed or ContainerStates.Deleting or ContainerStates.Deleted;
        if (hasEnded && await _kept.FindAsync(container.CorrelationId, cancellationToken) is { } kept)
            return OfKept(kept, query);
        var nothing = hasEnded ? Problems.NoLogs() : Problems.LogsNotStarted();
        if (!MayHavePod(container))
            return nothing;
        try
        {
            return await OpenAsync(container.CorrelationId, query, cancellationToken);
        }
        catch (KubernetesException refusal) when (refusal is { StatusCode: HttpStatusCode.NotFound, Status.Reason: "NotFound" })
        {
            // It has gone while we asked; what is kept of it was kept before.
            return await _kept.FindAsync(container.CorrelationId, cancellationToken) is { } late ? OfKept(late, query) : nothing;
        }
        catch (KubernetesException refusal) when (refusal.StatusCode == HttpStatusCode.BadRequest)
        {
            return refusal.Status.Message?.Contains("previous terminated container", StringComparison.Ordinal) == true ? Problems.NoPreviousLogs() : nothing;
        }
        catch (Exception exception) when (exception is KubernetesException or HttpRequestException or TimeoutException or KubeConfigException)
        {
            _logger.LogWarning("The logs of container {ContainerId} cannot be had from the cluster: {Reason}", container.CorrelationId, exception.Message);
            return Problems.Unavailable();
        }
    }

    // What was kept is the last run's; the one before went with the pod.
    private static LogAnswer OfKept(KeptLogs kept, LogQuery query) => query.Previous ? Problems.NoPreviousLogs() : kept;

    // One that waits is asked for too: what crashes again and again before it is ready has logs.
    private static bool MayHavePod(ContainerDocument container) => container.CurrentState switch
    {
        ContainerStates.Pending => container.AppliedPodUid is not null,
        ContainerStates.Failed => !container.PodIsGone,
        ContainerStates.Deleted => false,
        _ => true,
    };

    private async Task<LogAnswer> OpenAsync(Guid id, LogQuery query, CancellationToken cancellationToken)
    {
        var opening = _services.GetRequiredService<IKubernetes>().ReadPodLogAsync(ContainerPod.NameOf(id), _options.Namespace, query.ToPodLogOptions(), cancellationToken);
        if (!query.Follow)
            await opening.WaitAsync(_options.RequestTimeout, _time, cancellationToken);
        // A node says nothing at all before a container's first line, refusals aside, which come at once.
        else if (await Task.WhenAny(opening, Task.Delay(_options.LogPatience, _time, cancellationToken)) == opening)
            await opening;
        return opening;
    }
}
