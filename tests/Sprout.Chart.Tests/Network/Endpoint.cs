namespace Sprout.Chart.Tests.Network;

/// <summary>Somebody who may send or listen.</summary>
/// <param name="Name">For people.</param>
/// <param name="Namespace">Where it runs; null for an address outside.</param>
/// <param name="Labels">The pod's.</param>
/// <param name="Ports">The ports where it listens, by their names.</param>
internal sealed record Endpoint(string Name, string? Namespace, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, int> Ports);
