using System.Text.Json.Nodes;

namespace Sprout.Local.Tests;

public sealed class When_an_operator_looks_at_queues : IAsyncLifetime
{
    private QueuesRun _run = null!;

    public async ValueTask InitializeAsync()
    {
        _run = await QueuesRun.StartAsync();
        await _run.DeclareAsync("orders");
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task The_list_is_a_table()
    {
        await _run.AddAsync("orders_error");

        var (exitCode, output, error) = await _run.SayAsync();

        (exitCode, error).ShouldBe((0, ""));
        output.ReplaceLineEndings("\n").ShouldBe("""
            queue   depth  lag  pending  oldest  consumers  error  skipped
            orders      0    0        0       -          0      1        -

            0 messages delayed

            """);
    }

    [Fact]
    public async Task Programs_get_JSON()
    {
        await _run.AddAsync("orders");

        var json = JsonNode.Parse((await _run.SayAsync("--json")).Output)!;

        var queue = json["queues"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)queue["name"]!, (int)queue["depth"]!, (int)queue["lag"]!, (int)queue["pending"]!, (int)json["delayed"]!).ShouldBe(("orders", 1, 1, 0, 0));
        queue["error"].ShouldBeNull();
        ((double)queue["oldestAge"]!).ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task A_queue_shows_why_its_messages_are_dead()
    {
        var id = await _run.AddAsync(
            "orders_error",
            """{"messageId":"7","messageType":["urn:message:Shop:OrderPaid"]}""",
            """{"MT-Reason":"fault","MT-Fault-ExceptionType":"System.Exception","MT-Fault-Message":"a\nb\u001b[2J","MT-Fault-InputAddress":"queue:orders"}""");

        var (exitCode, output, _) = await _run.SayAsync("show", "orders_error");

        exitCode.ShouldBe(0);
        var cells = output.Split('\n')[1].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        (cells[0], cells[2], cells[3], cells[4], cells[5]).ShouldBe((id, "Shop:OrderPaid", "7", "System.Exception: a b[2J", "queue:orders"));
    }

    [Fact]
    public async Task One_message_is_shown_whole()
    {
        var id = await _run.AddAsync("orders", """{"a":{"b":"ä"}}""", """{"tenant":"t"}""");

        var (exitCode, output, _) = await _run.SayAsync("show", "orders", "--id", id);
        var json = JsonNode.Parse((await _run.SayAsync("show", "orders", "--id", id, "--json")).Output)!;

        exitCode.ShouldBe(0);
        output.ReplaceLineEndings("\n").ShouldEndWith("""
            content type  application/vnd.masstransit+json
            tenant: t

            {
              "a": {
                "b": "ä"
              }
            }

            """);
        ((string)json["body"]!["a"]!["b"]!, (string)json["headers"]!["tenant"]!).ShouldBe(("ä", "t"));
    }

    [Fact]
    public async Task A_message_that_is_gone_is_said()
    {
        var (exitCode, _, error) = await _run.SayAsync("show", "orders", "--id", "1-0");

        (exitCode, error.TrimEnd()).ShouldBe((1, "There is no 1-0 in orders."));
    }

    [Fact]
    public async Task A_name_that_is_none_is_answered_with_those_like_it()
    {
        var (exitCode, _, error) = await _run.SayAsync("show", "order");

        (exitCode, error.TrimEnd()).ShouldBe((1, "There is no queue 'order'. Did you mean orders?"));
    }

    [Fact]
    public async Task Another_prefix_shows_other_queues() => (await _run.SayAsync("--prefix", "other:")).Output.ShouldNotContain("orders");

    [Theory]
    [InlineData("show")]
    [InlineData("show", "orders", "--count", "0")]
    [InlineData("replay", "orders_error")]
    [InlineData("replay", "orders_error", "--all", "--id", "1-0")]
    [InlineData("move", "orders_error", "--all")]
    [InlineData("purge", "orders_error")]
    public async Task Half_a_command_is_no_command(params string[] words) => (await _run.SayAsync(words)).ExitCode.ShouldNotBe(0);
}
