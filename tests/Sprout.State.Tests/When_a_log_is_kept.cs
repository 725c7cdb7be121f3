using System.Text;
using Sprout.State.Tests.Support;
using Sprout.Testing;

namespace Sprout.State.Tests;

public sealed class When_a_log_is_kept(SharedRedis shared) : StateTest(shared)
{
    private static readonly KeptLogs Some = new() { Text = new byte[] { 0x66, 0xFF, 0x00, 0x0A }, LeftOut = 7, IsLeast = true };

    private ContainerLogStore Logs => new(Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_found_as_it_was()
    {
        var container = await Writer.CreateAsync(Container.New());

        (await Logs.KeepAsync(container.CorrelationId, Some, Token)).ShouldBeTrue();

        var found = (await Logs.FindAsync(container.CorrelationId, Token)).ShouldNotBeNull();
        found.Text.ToArray().ShouldBe(Some.Text.ToArray());
        (found.LeftOut, found.IsLeast).ShouldBe((7, true));
    }

    [Fact]
    public async Task The_first_stays()
    {
        var container = await Writer.CreateAsync(Container.New());
        await Logs.KeepAsync(container.CorrelationId, Some, Token);

        (await Logs.KeepAsync(container.CorrelationId, Some with { Text = "later\n"u8.ToArray() }, Token)).ShouldBeFalse();

        (await Logs.FindAsync(container.CorrelationId, Token))!.LeftOut.ShouldBe(7);
    }

    [Fact]
    public async Task None_is_wanted_any_more()
    {
        var container = await Writer.CreateAsync(Container.New());
        (await Logs.FindWantingAsync(container.CorrelationId, Token))!.Name.ShouldBe("web");

        await Logs.KeepAsync(container.CorrelationId, Some, Token);

        (await Logs.FindWantingAsync(container.CorrelationId, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task None_is_of_a_container_without_a_record()
    {
        var id = Guid.NewGuid();

        (await Logs.FindWantingAsync(id, Token)).ShouldBeNull();
        (await Logs.KeepAsync(id, Some, Token)).ShouldBeFalse();
        await Logs.GiveUpAsync(id, Token);
        (await Logs.FindAsync(id, Token)).ShouldBeNull();
        (await KeysAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_goes_with_the_record_and_not_before()
    {
        var container = await Writer.CreateAsync(Container.New());
        await Logs.KeepAsync(container.CorrelationId, Some, Token);
        ((long)await DoAsync("TTL", SproutKeys.Logs(container.CorrelationId).Name)).ShouldBe(-1, "however long records are kept");

        (await new ContainerStore(Database).RemoveAsync(container, Token)).ShouldBeTrue();

        (await KeysAsync()).ShouldNotContain(key => key.Contains(":logs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_oldest_go_where_all_are_too_many()
    {
        var time = new ClockWithTimers();
        var store = new ContainerLogStore(Database, new() { MostBytes = 100 }, time);
        List<Guid> ids = [];
        foreach (var length in new[] { 40, 40, 20, 40, 101, 0 })
        {
            var container = await Writer.CreateAsync(Container.New());
            ids.Add(container.CorrelationId);
            (await store.KeepAsync(container.CorrelationId, Some with { Text = new byte[length] }, Token)).ShouldBe(length <= 100);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        (await KeptAsync()).ShouldBe([false, true, true, true, false, true]);
        ((long)await DoAsync("GET", SproutKeys.LogBytes.Name)).ShouldBe(100);

        // A smaller bound is reached with the next that is kept.
        var last = await Writer.CreateAsync(Container.New());
        await new ContainerLogStore(Database, new() { MostBytes = 50 }, time).KeepAsync(last.CorrelationId, Some, Token);
        (await KeptAsync()).ShouldBe([false, false, false, true, false, true]);
        ((long)await DoAsync("GET", SproutKeys.LogBytes.Name)).ShouldBe(44);

        async Task<List<bool>> KeptAsync()
        {
            List<bool> kept = [];
            foreach (var id in ids)
                kept.Add(await store.FindAsync(id, Token) is not null);
            return kept;
        }
    }

    [Fact]
    public async Task What_has_gone_with_a_record_does_not_count()
    {
        var store = new ContainerLogStore(Database, new() { MostBytes = 10 });
        var first = await Writer.CreateAsync(Container.New());
        var second = await Writer.CreateAsync(Container.New());
        await store.KeepAsync(first.CorrelationId, Some, Token);
        await store.KeepAsync(second.CorrelationId, Some, Token);

        await new ContainerStore(Database).RemoveAsync(first, Token);

        ((long)await DoAsync("GET", SproutKeys.LogBytes.Name)).ShouldBe(Some.Text.Length);
        var third = await Writer.CreateAsync(Container.New());
        await store.KeepAsync(third.CorrelationId, Some with { Text = new byte[6] }, Token);
        (await store.FindAsync(second.CorrelationId, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_given_up_is_not_wanted_but_taken()
    {
        var container = await Writer.CreateAsync(Container.New());

        await Logs.GiveUpAsync(container.CorrelationId, Token);

        (await Logs.FindWantingAsync(container.CorrelationId, Token)).ShouldBeNull();
        (await Logs.FindAsync(container.CorrelationId, Token)).ShouldBeNull();
        (await Logs.KeepAsync(container.CorrelationId, Some, Token)).ShouldBeTrue();
        (await Logs.FindAsync(container.CorrelationId, Token)).ShouldNotBeNull();
    }

    [Fact]
    public void Its_newest_lines_are_kept_in_their_order()
    {
        var (text, tail) = Tail(string.Concat(Enumerable.Range(1, 1200).Select(n => $"line {n}\n")));

        text.ShouldBe(string.Concat(Enumerable.Range(701, 500).Select(n => $"line {n}\n")));
        tail.LeftOut.ShouldBe(700);
    }

    [Fact]
    public void It_is_bounded_by_bytes_and_cut_between_lines()
    {
        var (text, tail) = Tail(string.Concat(Enumerable.Range(100, 100).Select(n => $"{n} {new string('x', 1019)}\n")));

        text.Length.ShouldBe(64 * 1024);
        text.ShouldStartWith("136 xxx");
        tail.LeftOut.ShouldBe(36);
    }

    [Fact]
    public void One_endless_line_does_not_push_out_the_others()
    {
        var (text, tail) = Tail($"before\n{new string('x', 1_000_000)}\nafter");

        text.ShouldBe($"before\n{new string('x', ContainerLogTail.MostBytesOfLine - 4)}…\nafter\n");
        tail.LeftOut.ShouldBe(0);
    }

    [Theory]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("🌱")]
    public void A_line_is_never_cut_inside_a_letter(string letter)
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var line = new string('x', shift) + string.Concat(Enumerable.Repeat(letter, 9000));

            var (text, _) = Tail(line);

            text.ShouldEndWith("…\n");
            line.ShouldStartWith(text[..^2]);
            Encoding.UTF8.GetByteCount(text).ShouldBeInRange(ContainerLogTail.MostBytesOfLine - 4, ContainerLogTail.MostBytesOfLine);
        }
    }

    [Fact]
    public void What_is_no_text_is_bounded_too()
    {
        var random = new Random(4711);
        foreach (var piece in new[] { 1, 7, 4096, 100_000 })
        {
            var bytes = new byte[300_000];
            random.NextBytes(bytes);
            var tail = new ContainerLogTail();
            foreach (var chunk in bytes.Chunk(piece))
                tail.Add(chunk);

            var text = tail.Complete();

            text.Length.ShouldBeInRange(1, ContainerLogTail.MostBytes);
            tail.Lines.ShouldBe(bytes.Count(b => b == '\n') + (bytes[^1] == '\n' ? 0 : 1));
            text.Count(b => b == '\n').ShouldBe(tail.Lines - tail.LeftOut);
        }
    }

    [Fact]
    public void Nothing_is_nothing() => Tail("").Text.ShouldBeEmpty();

    private static (string Text, ContainerLogTail Tail) Tail(string log)
    {
        var tail = new ContainerLogTail();
        foreach (var chunk in Encoding.UTF8.GetBytes(log).Chunk(1000))
            tail.Add(chunk);
        return (Encoding.UTF8.GetString(tail.Complete()), tail);
    }
}
