namespace Sprout.State;

/// <summary>Where a request with an idempotency key is.</summary>
public enum IdempotencyState
{
    /// <summary>It is new, or broke off before: run it.</summary>
    Begun,

    /// <summary>It has been answered: repeat that.</summary>
    Answered,

    /// <summary>It runs elsewhere.</summary>
    Running,

    /// <summary>The key was used for a request that asks for something else.</summary>
    OtherRequest,
}
