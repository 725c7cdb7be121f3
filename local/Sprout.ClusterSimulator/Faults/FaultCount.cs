using Sprout.ClusterSimulator.Calls;

namespace Sprout.ClusterSimulator.Faults;

/// <summary>How many calls met a fault.</summary>
/// <param name="Verb">The calls' verb, as in <see cref="ApiCall.Verb"/>.</param>
/// <param name="Kind">The one kind of fault.</param>
/// <param name="Count">How many.</param>
public sealed record FaultCount(string Verb, FaultKinds Kind, long Count);
