namespace Sprout.State;

/// <summary>A key that visitors' cookies are signed with.</summary>
/// <param name="Id">Which one; stands in the cookies that it has signed.</param>
/// <param name="Secret">32 random bytes.</param>
/// <param name="Age">How old it was, by Redis' clock, when it was read.</param>
public sealed record CookieKey(string Id, ReadOnlyMemory<byte> Secret, TimeSpan Age);
