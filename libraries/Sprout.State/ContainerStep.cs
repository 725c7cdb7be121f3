namespace Sprout.State;

/// <summary>What the provisioner should do about a container.</summary>
public enum ContainerStep
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Have its objects exist.</summary>
    Provision,

    /// <summary>Have them gone.</summary>
    Delete,
}
