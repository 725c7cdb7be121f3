namespace Sprout.Hosting.Telemetry;

/// <summary>
/// Counters whose labels have a closed list of values are told from 0, once somebody listens. Prometheus' <c>rate()</c> sees nothing of a series' first sample,
/// so what is told first as 1 would have happened once without an alert.
/// </summary>
/// <param name="Tell">Adds 0 to each series.</param>
public sealed record CountsFromZero(Action<IServiceProvider> Tell);
