using System.Globalization;

namespace Sprout.Bench.Lifecycle;

/// <summary>What is asked of <c>bench lifecycle</c>.</summary>
internal sealed record LifecycleSettings
{
    public const string Usage = """
        bench lifecycle [--kubeconfig FILE] [--containers 500] [--rounds 7] [--clients 8] [--flight 64] [--rate 50] [--seconds 10] [--warm 1500] [--fsync everysec] [--quota false] [--log true] [--pods instant]
          --kubeconfig  a cluster that may be loaded (default: SPROUT_TEST_KUBECONFIG); without one the simulator, with pods that take no time and with those that do.
                        Where logs/audit.log and pids/ lie beside it, they tell the calls and what the cluster's processes cost
          --containers  how many in each burst and in the closed loop
          --rounds      bursts of ours and of the raw loader, in turn; the median of their ratios counts
          --warm        how many both sides make, each before its figures count, in bursts of --containers: what is hot is compiled by then
          --clients     connections of a burst, which do not wait until what they made runs
          --flight      how many are under way at most in the closed loop
          --rate        creations a second in the open loop, for --seconds
          --pods        instant or usual: the simulator with pods that take no time, or with those that take 0.16 s, alone
          --fsync       how Sprout's Redis writes to disk: everysec, as in the chart, or always
          --quota       true: the raw loader's namespaces have Sprout's resource quota, too, for which an API server writes one more object for each pod; false: neither has one
          --log         whether each request is logged, as it is otherwise
        """;

    /// <summary>Of the cluster; null for the simulator.</summary>
    public string? Kubeconfig { get; init; } = Environment.GetEnvironmentVariable(Testing.GivenCluster.Variable) is { Length: > 0 } given ? given : null;

    public int Containers { get; init; } = 500;

    public int Rounds { get; init; } = 7;

    public int Warm { get; init; } = 1_500;

    public int Clients { get; init; } = 8;

    public int Flight { get; init; } = 64;

    public int Rate { get; init; } = 50;

    public int Seconds { get; init; } = 10;

    /// <summary>Which of the two simulators alone; null for both.</summary>
    public bool? AreInstant { get; init; }

    public string Fsync { get; init; } = "everysec";

    public bool HasQuota { get; init; } = true;

    public bool LogsRequests { get; init; }

    /// <summary>Reads the arguments; null when they cannot be meant.</summary>
    public static LifecycleSettings? Parse(IReadOnlyList<string> arguments)
    {
        var settings = new LifecycleSettings();
        if (arguments.Count % 2 != 0)
            return null;
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var next = (arguments[i], arguments[i + 1], int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) switch
            {
                ("--kubeconfig", var file, _) when File.Exists(file) => settings with { Kubeconfig = file },
                ("--containers", _, true) => settings with { Containers = number },
                ("--rounds", _, true) => settings with { Rounds = number },
                ("--warm", _, true) => settings with { Warm = number },
                ("--clients", _, true) => settings with { Clients = number },
                ("--flight", _, true) => settings with { Flight = number },
                ("--rate", _, true) => settings with { Rate = number },
                ("--seconds", _, true) => settings with { Seconds = number },
                ("--fsync", "everysec" or "always", _) => settings with { Fsync = arguments[i + 1] },
                ("--quota", var value, _) when bool.TryParse(value, out var has) => settings with { HasQuota = has },
                ("--log", var value, _) when bool.TryParse(value, out var logs) => settings with { LogsRequests = logs },
                ("--pods", "instant" or "usual", _) => settings with { AreInstant = arguments[i + 1] == "instant" },
                _ => null,
            };
            if (next is null)
                return null;
            settings = next;
        }

        return settings;
    }
}
