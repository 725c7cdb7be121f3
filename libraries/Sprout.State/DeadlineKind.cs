namespace Sprout.State;

/// <summary>What a container may wait for.</summary>
public enum DeadlineKind
{
    /// <summary>Until it must be ready.</summary>
    Ready,

    /// <summary>Until it expires.</summary>
    Expire,

    /// <summary>Until its next step is asked for again.</summary>
    Step,

    /// <summary>Until its record goes.</summary>
    Purge,
}
