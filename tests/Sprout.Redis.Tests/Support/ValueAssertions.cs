namespace Sprout.Redis.Tests.Support;

/// <summary>Shouldly would take a value for the text that it converts to.</summary>
internal static class ValueAssertions
{
    public static void ShouldBe(this RedisValue actual, RedisValue expected) => actual.Equals(expected).ShouldBeTrue($"expected '{expected}', not '{actual}'");
}
