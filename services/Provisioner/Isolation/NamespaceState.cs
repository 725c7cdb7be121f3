namespace Sprout.Provisioner.Isolation;

/// <summary>How the containers' namespace was found.</summary>
public enum NamespaceState
{
    /// <summary>It was missing, and is there now.</summary>
    Made,

    /// <summary>It is there, as the settings want it.</summary>
    Kept,

    /// <summary>Its labels are somebody else's, and were left alone: whether pods must keep to a profile is not known.</summary>
    LeftAlone,

    /// <summary>It is being deleted, and nothing can be put into it; it can be made again once it is gone.</summary>
    Leaving,
}
