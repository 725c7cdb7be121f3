namespace Sprout.Gateway.Tests;

public sealed class When_lifetimes_are_set
{
    [Theory]
    [InlineData(0, 3600, 3600, 3600)]
    [InlineData(60, 30, 3600, 3600)]
    [InlineData(60, 3600, 1800, 3600)]
    [InlineData(60, 3600, 7200, 3600)]
    public void Those_that_cannot_be_meant_are_refused(int minimum, int @default, int maximum, int inAll) =>
        Should.Throw<InvalidOperationException>(() => Options(minimum, @default, maximum, inAll).Checked()).Message.ShouldContain("Gateway:MinimumTtl");

    [Fact]
    public void Others_are_taken() => Options(60, 60, 60, 60).Checked().MaximumLifetime.ShouldBe(TimeSpan.FromSeconds(60));

    [Fact]
    public void More_than_the_lifecycle_allows_is_refused() =>
        Should.Throw<InvalidOperationException>(() => Options(60, 60, 60, 60).Checked(TimeSpan.FromSeconds(59))).Message.ShouldContain("Lifecycle:MaximumLifetime");

    [Fact]
    public void As_much_as_it_allows_is_taken() => Options(60, 60, 60, 60).Checked(TimeSpan.FromSeconds(60)).MaximumLifetime.ShouldBe(TimeSpan.FromSeconds(60));

    private static GatewayOptions Options(int minimum, int @default, int maximum, int inAll) => new()
    {
        MinimumTtl = TimeSpan.FromSeconds(minimum),
        DefaultTtl = TimeSpan.FromSeconds(@default),
        MaximumTtl = TimeSpan.FromSeconds(maximum),
        MaximumLifetime = TimeSpan.FromSeconds(inAll),
    };
}
