using Sprout.State.Tests.Support;

namespace Sprout.State.Tests;

public sealed class When_somebody_keeps_the_deadlines(SharedRedis shared) : StateTest(shared)
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_first_to_come_begins() => (await NoteAsync(0)).ShouldBe(Start);

    [Fact]
    public async Task Another_goes_on_where_one_left_off()
    {
        await NoteAsync(0);
        await NoteAsync(20);

        (await NoteAsync(50)).ShouldBe(Start);
    }

    [Fact]
    public async Task A_longer_break_begins_anew()
    {
        await NoteAsync(0);
        await NoteAsync(20);

        (await NoteAsync(51)).ShouldBe(Start.AddSeconds(51));
        (await NoteAsync(60)).ShouldBe(Start.AddSeconds(51));
    }

    [Fact]
    public async Task One_whose_clock_is_behind_makes_no_break()
    {
        await NoteAsync(0);
        await NoteAsync(29);
        await NoteAsync(5);

        (await NoteAsync(59)).ShouldBe(Start);
    }

    private Task<DateTimeOffset> NoteAsync(int second) => new KeeperPresence(Database).NoteAsync(Start.AddSeconds(second), Break);
}
