using Sprout.State;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>What became of asking for the quota slots.</summary>
/// <param name="Full">The quota that is full; null when the slots are leased.</param>
internal sealed record QuotaAnswer(QuotaFull? Full);
