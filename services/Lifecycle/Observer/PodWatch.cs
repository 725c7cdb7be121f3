using System.Globalization;
using System.Net;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Observer;

/// <summary>
/// One watch of pods, from one version on. Says how it ended; notices one that says nothing and does not end, and leaves out what it tells twice
/// or late: versions grow (they are the store's revision, and comparable by decree since Kubernetes 1.35).
/// </summary>
internal sealed class PodWatch
{
    // A pod that becomes ready says so in several changes within moments, and when there is much to do, many do: read together they cost a fraction.
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(20);

    private readonly IKubernetes _kubernetes;
    private readonly string _namespace;
    private readonly ObserverOptions _options;
    private readonly TimeProvider _time;

    public PodWatch(IKubernetes kubernetes, string @namespace, ObserverOptions options, TimeProvider time, string version)
    {
        _kubernetes = kubernetes;
        _namespace = @namespace;
        _options = options;
        _time = time;
        Version = version;
    }

    /// <summary>Hears that it says something.</summary>
    public Action? Spoken { get; init; }

    /// <summary>Up to where everything has been seen.</summary>
    public string Version { get; private set; }

    /// <summary>Whether it has said anything, be it a bookmark.</summary>
    public bool HasSpoken { get; private set; }

    /// <summary>Why it broke.</summary>
    public string? Error { get; private set; }

    /// <summary>Watches until it ends, whoever ends it. Throws when it is cancelled, and what <paramref name="handle"/> throws.</summary>
    public async Task<PodWatchEnd> RunAsync(string selector, Action<WatchEvent<V1Pod>> handle, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(_options.WatchSilence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        var options = new WatchOptions { ResourceVersion = Version, LabelSelector = selector, Timeout = _options.WatchTimeout, GatherTime = GatherTime };
        try
        {
            await foreach (var change in _kubernetes.WatchAsync<V1Pod>(_namespace, options, either.Token))
            {
                // Who only repeats what is long known, as after the store was set back, says as little as who is silent.
                var isNewer = IsNewer(change.Object.Metadata.ResourceVersion);
                if (!isNewer && change.Object.Metadata.ResourceVersion != Version)
                    continue;
                silence.CancelAfter(_options.WatchSilence);
                HasSpoken = true;
                Spoken?.Invoke();
                if (!isNewer)
                    continue;
                if (change.Type != WatchEventType.Bookmark)
                    handle(change);
                Version = change.Object.Metadata.ResourceVersion ?? Version;
            }

            return PodWatchEnd.Ended;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return PodWatchEnd.Silent;
        }
        catch (KubernetesException exception) when (exception.StatusCode == HttpStatusCode.Gone)
        {
            return PodWatchEnd.TooOld;
        }
        catch (Exception exception) when (exception is KubernetesException or HttpRequestException or IOException or TimeoutException)
        {
            Error = exception.Message;
            return PodWatchEnd.Broken;
        }
    }

    // One that is no number cannot be compared, and so counts as new.
    private bool IsNewer(string? version) =>
        !ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var now)
        || !ulong.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
        || now > seen;
}
