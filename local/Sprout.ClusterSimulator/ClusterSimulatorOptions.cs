using Microsoft.Extensions.Logging;
using Sprout.ClusterSimulator.Calls;
using Sprout.ClusterSimulator.Faults;
using Sprout.ClusterSimulator.Pods;

namespace Sprout.ClusterSimulator;

/// <summary>How a simulator is to be.</summary>
public sealed record ClusterSimulatorOptions
{
    /// <summary>The port on 127.0.0.1; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where objects are kept over restarts; null, the default, keeps them in memory only. Only one simulator may use a folder at a time.</summary>
    public string? DataFolder { get; init; }

    /// <summary>What UIDs, generated names and faults are drawn from.</summary>
    public int Seed { get; init; }

    /// <summary>The clock of everything, also of pods and watches.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where to log; null logs nothing.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>How long a new pod waits for its node.</summary>
    public TimeSpan Schedule { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How long pulling an image takes.</summary>
    public TimeSpan Pull { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>How long a container takes to start; half of it more when it has a readiness probe.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>How long a container that breaks after it was ready runs until then.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long after its node went away a pod is deleted, however long it tolerates that.</summary>
    public TimeSpan EvictAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a pod takes to stop, whatever its grace period allows.</summary>
    public TimeSpan DeleteGrace { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>The first wait before a failed pull or a crashed container is tried again; it doubles, up to five minutes.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often watches that ask for bookmarks get one.</summary>
    public TimeSpan BookmarkEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many changes of each kind a watch can look back on; one from an older version gets 410.</summary>
    public int HistoryLength { get; init; } = 10_000;

    /// <summary>What becomes of a pod, by a text in its images' names: the first that occurs decides. Others are healthy.</summary>
    public IReadOnlyList<(string Text, PodBehaviour Behaviour)> ImageBehaviours { get; init; } = Pods.ImageBehaviours.Default;

    /// <summary>What goes wrong between clients and the API, the first that strikes; nothing by default.</summary>
    public IReadOnlyList<FaultOptions> Faults { get; init; } = [];

    /// <summary>Told of every API call, before it is carried out and after; the call waits for it. A test's way to act at exactly that moment.</summary>
    public Func<ApiCall, ApiMoment, Task>? OnCall { get; init; }
}
