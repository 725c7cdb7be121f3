namespace Sprout.State;

/// <summary>How much of a quota is used.</summary>
/// <param name="Scope">Which quota.</param>
/// <param name="Limit">How many slots it has.</param>
/// <param name="Taken">How many are taken.</param>
public sealed record QuotaUse(string Scope, int Limit, int Taken);
