using System.Text.Json.Nodes;

namespace Sprout.Local.Tests;

public sealed class When_an_operator_moves_messages : IAsyncLifetime
{
    private QueuesRun _run = null!;

    public async ValueTask InitializeAsync()
    {
        _run = await QueuesRun.StartAsync();
        await _run.DeclareAsync("orders");
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task Dead_letters_go_back()
    {
        await _run.AddAsync("orders_error");
        await _run.AddAsync("orders_error");

        var (exitCode, output, error) = await _run.SayAsync("replay", "orders_error", "--all");

        (exitCode, output.TrimEnd(), error).ShouldBe((0, "Replayed 2 messages.", ""));
        (await _run.DepthAsync("orders"), await _run.DepthAsync("orders_error")).ShouldBe((2, 0));
    }

    [Fact]
    public async Task Some_of_them_go_back_and_those_that_are_gone_are_said()
    {
        string[] ids = [await _run.AddAsync("orders_error"), await _run.AddAsync("orders_error"), await _run.AddAsync("orders_error")];

        var (exitCode, output, error) = await _run.SayAsync("replay", "orders_error", "--id", ids[0], "1-0", "--id", ids[2]);

        (exitCode, output.TrimEnd(), error.TrimEnd()).ShouldBe((1, "Replayed 2 messages.", "1 message not there: 1-0"));
        (await _run.DepthAsync("orders"), await _run.DepthAsync("orders_error")).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Programs_are_told_in_JSON()
    {
        await _run.AddAsync("orders_error");

        var json = JsonNode.Parse((await _run.SayAsync("replay", "orders_error", "--json", "--all")).Output)!;

        ((int)json["done"]!, json["missing"]!.AsArray().Count, json["inFlight"]!.AsArray().Count).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task They_go_to_another_queue_which_is_made_only_on_demand()
    {
        await _run.AddAsync("orders_error");

        (await _run.SayAsync("move", "orders_error", "parked", "--all")).ExitCode.ShouldBe(1);
        (await _run.SayAsync("move", "orders_error", "parked", "--all", "--create")).Output.TrimEnd().ShouldBe("Moved 1 message.");

        (await _run.DepthAsync("parked"), await _run.DepthAsync("orders_error")).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Dead_letters_are_thrown_away_at_once_and_others_only_when_confirmed()
    {
        await _run.AddAsync("orders_error");
        await _run.AddAsync("orders");

        (await _run.SayAsync("purge", "orders_error", "--all")).Output.TrimEnd().ShouldBe("Removed 1 message.");
        var (exitCode, _, error) = await _run.SayAsync("purge", "orders", "--all");
        (exitCode, await _run.DepthAsync("orders")).ShouldBe((1, 1));
        error.ShouldContain("--yes");

        (await _run.SayAsync("purge", "orders", "--all", "--yes")).ExitCode.ShouldBe(0);
        (await _run.DepthAsync("orders"), await _run.DepthAsync("orders_error")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task An_id_that_is_none_moves_nothing()
    {
        await _run.AddAsync("orders_error");

        var (exitCode, _, error) = await _run.SayAsync("replay", "orders_error", "--id", "17");

        (exitCode, error.TrimEnd()).ShouldBe((1, "'17' is no id of an entry, such as 1700000000000-0."));
        (await _run.DepthAsync("orders_error")).ShouldBe(1);
    }
}
