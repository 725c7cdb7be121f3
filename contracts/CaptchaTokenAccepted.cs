namespace Sprout.Contracts;

/// <summary>The token is this operation's.</summary>
public sealed record CaptchaTokenAccepted
{
    /// <summary>Which operation.</summary>
    public required Guid OperationId { get; init; }
}
