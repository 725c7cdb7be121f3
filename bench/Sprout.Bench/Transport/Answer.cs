namespace Sprout.Bench.Transport;

/// <summary>What is answered.</summary>
public sealed record Answer(int Number);
