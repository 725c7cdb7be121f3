using Sprout.ClusterSimulator.Calls;

namespace Sprout.ClusterSimulator.Faults;

/// <summary>Rolls the dice for every call, and counts what it struck. Its rules may be changed while the simulator runs.</summary>
internal sealed class FaultInjector(IReadOnlyList<FaultOptions> rules, int seed, TimeProvider time)
{
    private static readonly FaultKinds[] EachKind = [.. Enum.GetValues<FaultKinds>().Where(kind => int.PopCount((int)kind) == 1)];
    private readonly Random random = new(seed);

    // Of its own, for how many pods come and when must not decide which calls fail.
    private readonly Random scheduling = new(unchecked(seed + 1));
    private readonly Lock gate = new();
    private readonly Dictionary<(string Verb, FaultKinds Kind), long> struck = [];
    private long delayedPods;
    private (FaultOptions Rule, int Struck)[] current = [.. rules.Select(rule => (rule, 0))];

    public IReadOnlyList<FaultOptions> Rules
    {
        get
        {
            lock (gate)
            {
                return [.. current.Select(each => each.Rule)];
            }
        }

        set
        {
            lock (gate)
            {
                current = [.. value.Select(rule => (rule, 0))];
            }
        }
    }

    public IReadOnlyList<FaultCount> Struck
    {
        get
        {
            lock (gate)
            {
                return [.. struck.Select(each => new FaultCount(each.Key.Verb, each.Key.Kind, each.Value)).OrderBy(each => each.Verb, StringComparer.Ordinal).ThenBy(each => each.Kind)];
            }
        }
    }

    public long DelayedPods
    {
        get
        {
            lock (gate)
            {
                return delayedPods;
            }
        }
    }

    public void CountAnew()
    {
        lock (gate)
        {
            struck.Clear();
            delayedPods = 0;
        }
    }

    public Fault Next(ApiCall call)
    {
        lock (gate)
        {
            foreach (ref var each in current.AsSpan())
            {
                if (each.Rule.Strikes(call) && each.Struck < (each.Rule.Most ?? int.MaxValue) && random.NextDouble() < each.Rule.Probability && Draw(each.Rule, call) is { } fault)
                {
                    each.Struck++;
                    struck[(call.Verb, fault.Kind)] = struck.GetValueOrDefault((call.Verb, fault.Kind)) + 1;
                    return fault;
                }
            }

            return Fault.None(time);
        }
    }

    public TimeSpan SchedulerDelay()
    {
        lock (gate)
        {
            var rule = current.Select(each => each.Rule).FirstOrDefault(rule => rule.MaxSchedulerDelay > TimeSpan.Zero);
            if (rule is null || scheduling.NextDouble() >= rule.Probability)
            {
                return TimeSpan.Zero;
            }

            delayedPods++;
            return rule.MaxSchedulerDelay * scheduling.NextDouble();
        }
    }

    private Fault? Draw(FaultOptions rule, ApiCall call)
    {
        var fitting = rule.Kinds & (call.Verb == "watch" ? FaultKinds.OfWatches : FaultKinds.OfAnswers);
        FaultKinds[] kinds = [.. EachKind.Where(kind => fitting.HasFlag(kind))];
        return kinds.Length == 0 ? null : new Fault(kinds[random.Next(kinds.Length)], rule, random.NextDouble(), time);
    }
}
