using Sprout.Contracts;

namespace Sprout.Gateway.Auth;

/// <summary>A request's key that does not let in. Requests with one are counted by a limit of their own, so that keys cannot be guessed.</summary>
/// <param name="Reason">Why not.</param>
/// <param name="KeyName">What operators call the key; null for one that is not known.</param>
internal sealed record RefusedKey(AuthenticationFailure Reason, string? KeyName);
