namespace Sprout.ClusterSimulator.Writes;

/// <summary>Which part of an object an update reaches.</summary>
internal enum UpdateScope
{
    /// <summary>Everything but status, for kinds with a status of their own.</summary>
    Object,

    /// <summary>Metadata and status; the spec stays.</summary>
    Status,
}
