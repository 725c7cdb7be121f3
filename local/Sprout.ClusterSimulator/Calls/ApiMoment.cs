namespace Sprout.ClusterSimulator.Calls;

/// <summary>How far a call has come.</summary>
public enum ApiMoment
{
    /// <summary>Nothing has been done yet.</summary>
    Before,

    /// <summary>It was carried out, and nothing of the answer has been sent; a watch is about to begin.</summary>
    After,
}
