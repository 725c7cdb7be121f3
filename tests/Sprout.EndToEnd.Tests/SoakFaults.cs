using Sprout.ClusterSimulator.Calls;
using Sprout.ClusterSimulator.Faults;

namespace Sprout.EndToEnd.Tests;

/// <summary>The soak's faults, and what they struck: without that, one that strikes nothing would look like a Sprout that stands everything.</summary>
public sealed class SoakFaults
{
    private const double Share = 0.05;

    // The root of a count that is drawn deviates by about a half, however large: five and a half of those are left once in a million runs.
    private const double RootsDeviation = 5.5 / 2;

    private const FaultKinds Breaks = FaultKinds.DroppedWatch | FaultKinds.SilentWatch | FaultKinds.DuplicatedEvents | FaultKinds.ExpiredWatch | FaultKinds.ExpiringWatch;

    // The calls of the process that ./sprout up runs: what the spec reads past it (WhatIsLeft) is to be read.
    private static readonly FaultOptions Sprouts = new() { UserAgents = ["sprout"] };
    private static readonly FaultOptions Watches = Sprouts with { Verbs = ["watch"], Kinds = Breaks | FaultKinds.Latency, MaxWatchLifetime = TimeSpan.FromSeconds(3) };
    private static readonly FaultKinds[] Once = [.. Single(FaultKinds.OfAnswers)];

    // One call in twenty, nearly every watch. Of a few hundred calls chance alone may leave a kind out, and of four watches all: so each kind strikes one of the
    // creations in any case (of 150 all are spared once in seven million runs), and one of the kinds a watch (of four all are spared once in a million).
    private static readonly FaultOptions[] Rules =
    [
        .. Once.Select(kind => Sprouts with { Verbs = ["create"], Kinds = kind, Probability = 0.1, Most = 1 }),
        .. Single(Breaks).Select(kind => Watches with { Kinds = kind, Probability = 0.3, Most = 1 }),
        Watches with { Probability = 0.8 },
        Sprouts with { Probability = Share, MaxSchedulerDelay = TimeSpan.FromMilliseconds(500) },
    ];

    private readonly ClusterSimulator.ClusterSimulator _cluster;
    private readonly Dictionary<(string Verb, string Resource), long> _before;

    /// <summary>Switches them on.</summary>
    public SoakFaults(ClusterSimulator.ClusterSimulator cluster)
    {
        _cluster = cluster;
        _before = OfSprout(cluster).ToDictionary(call => (call.Verb, call.Resource), call => call.Count);
        cluster.Faults = Rules;
    }

    /// <summary>
    /// Fails unless every kind has struck a call, some kind a watch, and of all other calls about the share that the rules ask for; with two thousand
    /// containers every kind a watch, too, and pods waited for the scheduler.
    /// </summary>
    public void ShouldHaveStruck(bool isLong)
    {
        Missing(FaultKinds.OfAnswers, watches: false).ShouldBeEmpty();
        Count(FaultKinds.OfWatches, watches: true).ShouldBePositive("a watch was struck");

        var root = Math.Sqrt((Calls(watches: false) - Once.Length) * Share);
        var (fewest, most) = (Math.Pow(root - RootsDeviation, 2), Math.Pow(root + RootsDeviation, 2));
        root.ShouldBeGreaterThan(RootsDeviation + 1, "there were enough calls to tell");
        ((double)Count(FaultKinds.All, watches: false) - Once.Length).ShouldBeInRange(fewest, most, ToString());
        if (!isLong)
            return;
        Missing(Breaks, watches: true).ShouldBeEmpty();
        _cluster.DelayedPods.ShouldBePositive("pods waited for the scheduler");
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Count(FaultKinds.All, watches: false)} of {Calls(watches: false)} calls and {Count(FaultKinds.All, watches: true)} of {Calls(watches: true)} watches were struck, "
        + $"{_cluster.DelayedPods} pods delayed: {string.Join(", ", _cluster.Struck.Select(each => $"{each.Verb} {each.Kind} {each.Count}"))}";

    private static IEnumerable<FaultKinds> Single(FaultKinds kinds) => Enum.GetValues<FaultKinds>().Where(kind => int.PopCount((int)kind) == 1 && kinds.HasFlag(kind));

    private static IEnumerable<CallCount> OfSprout(ClusterSimulator.ClusterSimulator cluster) => cluster.Calls.Where(call => Sprouts.UserAgents.Any(call.UserAgent.Contains));

    private long Calls(bool watches) =>
        OfSprout(_cluster).Where(call => call.Verb == "watch" == watches).Sum(call => call.Count - _before.GetValueOrDefault((call.Verb, call.Resource)));

    private long Count(FaultKinds kinds, bool watches) => _cluster.Struck.Where(each => kinds.HasFlag(each.Kind) && each.Verb == "watch" == watches).Sum(each => each.Count);

    private List<FaultKinds> Missing(FaultKinds kinds, bool watches) => [.. Single(kinds).Where(kind => Count(kind, watches) == 0)];
}
