namespace Sprout.Local.Separate;

/// <summary>What the data folder knows of a service's process.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="StartMark">What tells it from another process that got the same id later.</param>
/// <param name="Url">Where it answers.</param>
public sealed record ServiceRecord(int Pid, string? StartMark, Uri Url);
