using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Sprout.Hosting;
using Sprout.Kubernetes;

namespace Sprout.Lifecycle.Observer;

/// <summary>Reads how the log of a container that crashed ends: what a person would look for first.</summary>
public sealed partial class LastLogLine
{
    private const int Lines = 10;
    private const int MostBytes = 2_048;
    private const int MostCharacters = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IKubernetes _kubernetes;
    private readonly KubernetesOptions _cluster;
    private readonly TimeProvider _time;
    private readonly ILogger<LastLogLine> _logger;

    /// <summary>Takes the cluster and the clock.</summary>
    public LastLogLine(IKubernetes kubernetes, KubernetesOptions cluster, TimeProvider time, ILogger<LastLogLine> logger)
    {
        _kubernetes = kubernetes;
        _cluster = cluster;
        _time = time;
        _logger = logger;
    }

    /// <summary>The last line that is not empty; empty when there is none, or it cannot be had within two seconds: a crash is told in any case.</summary>
    public async Task<string> ReadAsync(Guid containerId, bool isPrevious, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // The run before may be cleared away already: the kubelet keeps one dead container, and that is the one which is shown as this run.
            return isPrevious && await LastAsync(containerId, isPrevious: true, either.Token) is { Length: > 0 } line
                ? line
                : await LastAsync(containerId, isPrevious: false, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.LogDebug("The log of container {Container} could not be read: {Reason}", containerId, exception.Message);
            return "";
        }
    }

    private async Task<string> LastAsync(Guid containerId, bool isPrevious, CancellationToken cancellationToken)
    {
        // A limit would cut the end, where the last line is: so it is for what we keep, and not for the server.
        var options = new PodLogOptions { Container = ContainerPod.ContainerName, Previous = isPrevious, TailLines = Lines };
        try
        {
            await using var log = await _kubernetes.ReadPodLogAsync(ContainerPod.NameOf(containerId), _cluster.Namespace, options, cancellationToken);
            return Last(await ReadEndAsync(log, cancellationToken));
        }
        catch (KubernetesException exception) when (isPrevious && exception.StatusCode == HttpStatusCode.BadRequest)
        {
            // There was no run before this one.
            return "";
        }
    }

    /// <summary>The last line of a text that is not empty, on one line and without what a terminal would act on.</summary>
    internal static string Last(string text)
    {
        var line = text.Split('\n').Select(Printable).LastOrDefault(each => each.Length > 0) ?? "";
        // The kubelet's own words, as a log of their own with status 200 (kuberuntime's GetContainerLogs).
        if (line.StartsWith("unable to retrieve container logs", StringComparison.Ordinal))
            return "";
        // Before it is cut: half a password is still one, and looks like none.
        line = Secrets.Mask(line);
        return line.Length <= MostCharacters ? line : line[..(char.IsHighSurrogate(line[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)] + "…";
    }

    private static async Task<string> ReadEndAsync(Stream log, CancellationToken cancellationToken)
    {
        // Ten lines may be long; of what comes only the end is kept.
        var kept = new byte[2 * MostBytes];
        var (count, isCut) = (0, false);
        int read;
        while ((read = await log.ReadAsync(kept.AsMemory(count, Math.Min(MostBytes, kept.Length - count)), cancellationToken)) > 0)
        {
            count += read;
            if (count <= MostBytes)
                continue;
            kept.AsSpan(count - MostBytes, MostBytes).CopyTo(kept);
            (count, isCut) = (MostBytes, true);
        }

        var text = Encoding.UTF8.GetString(kept, 0, count);
        // It may begin within a character, or with half a word, of which nobody could say whether it is a secret.
        return isCut ? text[(text.AsSpan().IndexOfAny(' ', '\n') + 1)..] : text;
    }

    private static string Printable(string line) =>
        string.Concat(Colours().Replace(line, "").Select(each => char.IsControl(each) ? ' ' : each)).Trim();

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colours();
}
