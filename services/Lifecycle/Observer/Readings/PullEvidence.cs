namespace Sprout.Lifecycle.Observer.Readings;

/// <summary>What a failed pull says of its cause.</summary>
internal enum PullEvidence
{
    /// <summary>Nothing that is known here.</summary>
    Unclear,

    /// <summary>The registry has no such image.</summary>
    UnknownImage,

    /// <summary>The registry wants a login, or refuses; some say so of images that do not exist, too.</summary>
    NoAccess,

    /// <summary>The image is made for other processors or another operating system.</summary>
    WrongPlatform,

    /// <summary>The image is there, in a form that the node cannot read, or that it does not trust.</summary>
    Unreadable,

    /// <summary>There is no host of the registry's name.</summary>
    UnknownRegistry,

    /// <summary>The registry admits no more pulls for now.</summary>
    RegistryBusy,

    /// <summary>The registry does not answer, or with an error of its own.</summary>
    RegistryAway,
}
