namespace Sprout.Redis;

/// <summary>When SET may set.</summary>
public enum When
{
    /// <summary>In any case.</summary>
    Always,

    /// <summary>Only where the key exists (XX).</summary>
    Exists,

    /// <summary>Only where the key does not exist (NX).</summary>
    NotExists,
}
