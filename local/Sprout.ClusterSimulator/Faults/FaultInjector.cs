namespace Sprout.ClusterSimulator.Faults;

/// <summary>Rolls the dice for every call. Its options may be changed while the simulator runs.</summary>
internal sealed class FaultInjector(FaultOptions options, int seed, TimeProvider time)
{
    private readonly Random random = new(seed);
    private readonly Lock gate = new();

    public FaultOptions Options { get; set; } = options;

    public Fault Next()
    {
        lock (gate)
        {
            var current = Options;
            if (current.Probability <= 0 || random.NextDouble() >= current.Probability)
            {
                return new Fault(FaultKinds.None, current, 0, time);
            }

            var kinds = Enum.GetValues<FaultKinds>().Where(kind => int.PopCount((int)kind) == 1 && current.Kinds.HasFlag(kind)).ToArray();
            return kinds.Length == 0
                ? new Fault(FaultKinds.None, current, 0, time)
                : new Fault(kinds[random.Next(kinds.Length)], current, random.NextDouble(), time);
        }
    }
}
