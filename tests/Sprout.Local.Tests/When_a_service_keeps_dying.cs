using Sprout.Local.Separate;

namespace Sprout.Local.Tests;

public sealed class When_a_service_keeps_dying
{
    private readonly RestartBackoff _backoff = new();

    [Fact]
    public void The_wait_doubles_up_to_ten_seconds() =>
        Waits(9).ShouldBe([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10]);

    [Fact]
    public void One_that_was_ready_begins_anew()
    {
        Waits(5);

        _backoff.Reset();

        Waits(2).ShouldBe([0.1, 0.2]);
    }

    private double[] Waits(int count) => [.. Enumerable.Range(0, count).Select(_ => _backoff.Next().TotalSeconds)];
}
