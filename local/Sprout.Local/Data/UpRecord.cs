namespace Sprout.Local.Data;

/// <summary>What an <c>up</c> says about itself in its data folder.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="Url">Where it answers; null until it does.</param>
public sealed record UpRecord(int Pid, Uri? Url);
