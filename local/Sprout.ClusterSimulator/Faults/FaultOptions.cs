using Sprout.ClusterSimulator.Calls;

namespace Sprout.ClusterSimulator.Faults;

/// <summary>Which calls fail, and how. The same seed fails the same calls when they come in the same order.</summary>
public sealed record FaultOptions
{
    /// <summary>How likely a call meets a fault, from 0 (off, the default) to 1.</summary>
    public double Probability { get; init; }

    /// <summary>The faults to choose from, each that fits the call as likely as the others.</summary>
    public FaultKinds Kinds { get; init; } = FaultKinds.All;

    /// <summary>The verbs to strike, as in <see cref="ApiCall.Verb"/>; none means all.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>The resources to strike, as in <see cref="ApiCall.Resource"/>; none means all.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Texts of user agents to strike; none means all.</summary>
    public IReadOnlyList<string> UserAgents { get; init; } = [];

    /// <summary>How many calls it strikes, and then no more; null for any number.</summary>
    public int? Most { get; init; }

    /// <summary>The longest delay of <see cref="FaultKinds.Latency"/>.</summary>
    public TimeSpan MaxLatency { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long at most a watch does well that is to be dropped, to fall silent or to expire.</summary>
    public TimeSpan MaxWatchLifetime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What a 429 says in Retry-After.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>The longest time that the scheduler lets a pod wait besides; as likely as a fault. None by default.</summary>
    public TimeSpan MaxSchedulerDelay { get; init; }

    /// <summary>
    /// Reads rules as people write them: <c>probability=0.05,kinds=latency+too-many-requests;probability=1,verbs=watch,kinds=silent-watch,most=1</c>.
    /// Throws <see cref="FormatException"/>, saying what there is.
    /// </summary>
    public static IReadOnlyList<FaultOptions> Parse(string text) => FaultText.Parse(text);

    internal bool Strikes(ApiCall call) =>
        (Verbs.Count == 0 || Verbs.Contains(call.Verb))
        && (Resources.Count == 0 || Resources.Contains(call.Resource))
        && (UserAgents.Count == 0 || UserAgents.Any(agent => call.UserAgent.Contains(agent, StringComparison.OrdinalIgnoreCase)));
}
