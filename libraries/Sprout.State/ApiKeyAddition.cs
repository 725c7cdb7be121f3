namespace Sprout.State;

/// <summary>What came of adding an API key.</summary>
public enum ApiKeyAddition
{
    /// <summary>It is stored.</summary>
    Added,

    /// <summary>Another active key has that name.</summary>
    NameTaken,

    /// <summary>Active keys were made with another pepper, so one of the two would never let in.</summary>
    OtherPepper,
}
