using System.Net;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Provisioner.Logs;

/// <summary>Keeps the last lines of a container before its pod goes, as far as they can be had at once: a deletion never waits long for them, nor fails with them.</summary>
public sealed class LogCapture
{
    /// <summary>How long a deletion waits for logs at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Most bytes that are read at a time: 500 lines of containerd's longest, 16 KiB, are more.</summary>
    public const int MostBytesRead = 4 * 1024 * 1024;

    // As many as what is kept has of the longest that is kept of one, and some.
    private const int FewLines = 16;

    // Phases of a failure in which nothing of the container's own had run yet.
    private static readonly string[] NotStarted = [nameof(FailurePhase.Applying), nameof(FailurePhase.Scheduling), nameof(FailurePhase.Pulling)];

    private readonly IKubernetes _kubernetes;
    private readonly ContainerLogStore _logs;
    private readonly TimeProvider _time;
    private readonly ILogger<LogCapture> _logger;
    private readonly LogCaptureBreak _break;
    private readonly string _namespace;

    /// <summary>Takes the cluster and what keeps the logs.</summary>
    public LogCapture(IKubernetes kubernetes, ContainerLogStore logs, KubernetesOptions options, TimeProvider time, ILogger<LogCapture> logger)
    {
        (_kubernetes, _logs, _time, _logger) = (kubernetes, logs, time, logger);
        _break = new(time);
        _namespace = options.Namespace;
    }

    /// <summary>Keeps what there is, unless something is kept already, or was found to be out of reach. Throws only for the caller's cancellation.</summary>
    public async Task KeepAsync(Guid containerId, CancellationToken cancellationToken)
    {
        if (_break.IsOn)
            return;
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (await _logs.FindWantingAsync(containerId, either.Token) is { KnownPodUid: not null } container && !NotStarted.Contains(container.Failure?.Phase))
                await KeepAsync(container, either.Token, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsExpected(exception))
        {
            _logger.LogDebug("The logs of container {ContainerId} are not kept: {Reason}", containerId, exception.Message);
            if (!patience.IsCancellationRequested)
                return;
            if (_break.Late())
                _logger.LogWarning("Logs come too late from the cluster; for {Break} none are kept of containers that end", LogCaptureBreak.Length);
            await GiveUpAsync(containerId, cancellationToken);
        }
    }

    private async Task KeepAsync(ContainerDocument container, CancellationToken patience, CancellationToken cancellationToken)
    {
        var id = container.CorrelationId;
        var logs = await ReadAsync(id, previous: false, patience);
        // One that was started again a moment ago has just begun to write; what ended it stands in the run before.
        if (container.Failure is not null && logs is not { LeftOut: > 0 } and not { IsLeast: true })
            logs = Join(await TryReadPreviousAsync(id, logs is not null, patience), logs);
        if (logs is not null)
            await _logs.KeepAsync(id, logs, cancellationToken);
        else
            await _logs.GiveUpAsync(id, cancellationToken);
    }

    // What the run itself has written is not lost for the one before it.
    private async Task<KeptLogs?> TryReadPreviousAsync(Guid id, bool isOptional, CancellationToken patience)
    {
        try
        {
            return await ReadAsync(id, previous: true, patience);
        }
        catch (Exception exception) when (isOptional && IsExpected(exception))
        {
            _logger.LogDebug("The run before of container {ContainerId} is not kept: {Reason}", id, exception.Message);
            return null;
        }
    }

    private static KeptLogs? Join(KeptLogs? before, KeptLogs? now)
    {
        if (before is null || now is null)
            return before ?? now;
        // It was started again between the two reads: the run before is the one that was read first.
        if (before.Text.Span.IndexOf(now.Text.Span) >= 0)
            return before;
        var tail = new ContainerLogTail();
        tail.Add(before.Text.Span);
        tail.Add(now.Text.Span);
        var text = tail.Complete();
        return new() { Text = text, LeftOut = before.LeftOut + tail.LeftOut, IsLeast = before.IsLeast };
    }

    // A deletion that is sent again does not wait again, as far as Redis lets us say so.
    private async Task GiveUpAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await _logs.GiveUpAsync(id, cancellationToken);
        }
        catch (RedisException exception)
        {
            _logger.LogDebug("That the logs of container {ContainerId} are out of reach could not be noted: {Reason}", id, exception.Message);
        }
    }

    // One line more than is kept tells whether there were more. The server cuts what is too much at its end, where the newest lines are: then a few of those are better.
    private async Task<KeptLogs?> ReadAsync(Guid id, bool previous, CancellationToken patience)
    {
        try
        {
            var (logs, isCut) = await ReadAsync(id, previous, ContainerLogTail.MostLines + 1, patience);
            return isCut && (await ReadAsync(id, previous, FewLines, patience)).Logs is { } few ? few with { IsLeast = true } : logs;
        }
        catch (KubernetesException refusal) when (refusal.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
        {
            // It has not started, there was no run before, its node has cleared it away, or the pod has gone.
            return null;
        }
    }

    private async Task<(KeptLogs? Logs, bool IsCut)> ReadAsync(Guid id, bool previous, int lines, CancellationToken patience)
    {
        PodLogOptions options = new() { Container = ContainerPod.ContainerName, Previous = previous, TailLines = lines, Timestamps = true, LimitBytes = MostBytesRead };
        await using var stream = await _kubernetes.ReadPodLogAsync(ContainerPod.NameOf(id), _namespace, options, patience);
        var tail = new ContainerLogTail();
        var buffer = new byte[16 * 1024];
        var isLeast = false;
        long bytes = 0;
        try
        {
            // Who does not know the limit is left all the same.
            while (bytes < MostBytesRead && await stream.ReadAsync(buffer, patience) is > 0 and var count)
            {
                tail.Add(buffer.AsSpan(0, count));
                bytes += count;
            }

            _break.InTime();
        }
        catch (Exception exception) when (tail.Lines > 0 && exception is OperationCanceledException or IOException)
        {
            // What has come is better than nothing.
            isLeast = true;
        }

        var text = tail.Complete();
        KeptLogs? logs = text.Length == 0 ? null : new() { Text = text, LeftOut = tail.LeftOut, IsLeast = isLeast || tail.Lines > ContainerLogTail.MostLines };
        return (logs, bytes >= MostBytesRead);
    }

    private static bool IsExpected(Exception exception) =>
        exception is KubernetesException or HttpRequestException or TimeoutException or IOException or OperationCanceledException or RedisException;
}
