namespace Sprout.TransportChaos;

/// <summary>Where a run keeps what it must not forget when processes die.</summary>
public static class ChaosKeys
{
    /// <summary>Every key begins with it.</summary>
    public const string Prefix = "{chaos}:";

    /// <summary>Hash: number of a job → how often the consumer that keeps no state has handled it.</summary>
    public const string Handled = Prefix + "handled";

    /// <summary>Hash: number of a job and id of the message → that the tally has said so. More than one per number: a tally sent twice.</summary>
    public const string Counted = Prefix + "counted";

    /// <summary>What the tallies' keys begin with.</summary>
    public const string Tally = Prefix + "tally:";
}
