namespace Sprout.TransportChaos;

/// <summary>Work to be done, and counted by the tally of its group.</summary>
public sealed record Job(Guid GroupId, int Number);

/// <summary>The tally has counted a job.</summary>
public sealed record Counted(Guid GroupId, int Number);
