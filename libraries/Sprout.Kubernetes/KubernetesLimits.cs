namespace Sprout.Kubernetes;

/// <summary>
/// How much of the API server one client takes. Watches and leases have a lane of their own, which none of this holds up: a burst of work never costs the lease.
/// </summary>
public sealed record KubernetesLimits
{
    /// <summary>Calls per second in the long run. client-go's own default is 5; one API server of two cores takes about 500 writes.</summary>
    public double CallsPerSecond { get; init; } = 1000;

    /// <summary>How many of them may come at once after a pause.</summary>
    public int Burst { get; init; } = 1000;

    /// <summary>How many calls wait for their answers at a time. An API server takes 400 reads and 200 writes at a time from everybody.</summary>
    public int Concurrency { get; init; } = 128;

    /// <summary>How many do while the server asks to be spared (429 or 503 with Retry-After).</summary>
    public int ConcurrencyWhenSpared { get; init; } = 4;

    /// <summary>How often a call is repeated that the server asked to come again later, within the time that the call has.</summary>
    public int MostRepeats { get; init; } = 5;
}
