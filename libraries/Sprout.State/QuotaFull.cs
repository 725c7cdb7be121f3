namespace Sprout.State;

/// <summary>A quota that has no slot left.</summary>
/// <param name="Scope">Which.</param>
/// <param name="Limit">How many slots it has.</param>
/// <param name="Taken">How many are taken.</param>
public sealed record QuotaFull(string Scope, int Limit, int Taken);
