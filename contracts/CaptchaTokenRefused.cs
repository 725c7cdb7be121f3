namespace Sprout.Contracts;

/// <summary>The token may not be used by this operation; nothing has changed.</summary>
public sealed record CaptchaTokenRefused
{
    /// <summary>Which operation.</summary>
    public required Guid OperationId { get; init; }

    /// <summary>Why, from the closed list.</summary>
    public required CaptchaRejection Reason { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Message { get; init; }
}
