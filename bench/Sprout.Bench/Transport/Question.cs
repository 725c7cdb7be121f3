namespace Sprout.Bench.Transport;

/// <summary>What is asked.</summary>
public sealed record Question(int Number);
