namespace Sprout.Lifecycle.Observer;

/// <summary>How a watch ended.</summary>
internal enum PodWatchEnd
{
    /// <summary>The server ended it, as it does every few minutes: go on from the last version.</summary>
    Ended,

    /// <summary>It said nothing for so long that it must be broken, although nobody said so.</summary>
    Silent,

    /// <summary>It broke off: a connection, half a line, an error of the server.</summary>
    Broken,

    /// <summary>Its version is no longer kept (410): list again.</summary>
    TooOld,
}
