using System.Text.Json;
using Sprout.Redis;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Local.Tests;

public sealed class When_an_operator_keeps_keys : IAsyncLifetime
{
    private static readonly string Pepper = new('p', 32);

    private readonly Dictionary<string, string> _environment = new() { ["SPROUT_PEPPER"] = Pepper };
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(_server.ConfigurationString);
    }

    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_key_is_shown_once_and_stored_by_its_hash_alone()
    {
        var (exitCode, output, error) = await SayAsync("create", "ci", "--scope", "service", "--owner", "team-a", "--expires", "30d");

        var key = output.Trim();
        exitCode.ShouldBe(0, error);
        key.ShouldStartWith("sprout_service_");
        error.ShouldContain("this once");
        var record = await Store.FindAsync(new ApiKeyHasher(Pepper).Hash(key));
        (record!.Name, record.Owner, record.Scope).ShouldBe(("ci", "team-a", "service"));
        (record.ExpiresAt - record.CreatedAt).ShouldBe(TimeSpan.FromDays(30));
        (await SayAsync("list")).Output.ShouldNotContain(key);
        foreach (var name in (await Database.ExecuteAsync("KEYS", ["*"])).Items)
        {
            ((string)name!).ShouldNotContain(key);
            if ((string)name! != SproutKeys.ApiKeys.Name)
                string.Join(' ', (await Database.ExecuteAsync("HGETALL", [(RedisValue)name])).Items.Select(item => (string)item!)).ShouldNotContain(key);
        }
    }

    [Fact]
    public async Task All_are_listed_for_people_and_for_programs()
    {
        await SayAsync("create", "one");
        await SayAsync("create", "two", "--scope", "admin", "--owner", "ops", "--expires", "never");
        await SayAsync("revoke", "one");

        var lines = (await SayAsync("list")).Output.Trim().Split('\n');
        using var json = JsonDocument.Parse((await SayAsync("list", "--json")).Output);

        lines[0].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(["id", "name", "owner", "scope", "created", "expires", "last used", "state"]);
        lines[1].ShouldEndWith("revoked");
        lines[2].ShouldEndWith("active");
        var two = json.RootElement[1];
        (two.GetProperty("name").GetString(), two.GetProperty("owner").GetString(), two.GetProperty("scope").GetString(), two.GetProperty("state").GetString()).ShouldBe(("two", "ops", "admin", "active"));
        two.GetProperty("expires").ValueKind.ShouldBe(JsonValueKind.Null);
        two.GetProperty("lastUsed").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_program_gets_the_key_in_json()
    {
        using var json = JsonDocument.Parse((await SayAsync("create", "ci", "--json")).Output);

        var key = json.RootElement.GetProperty("key").GetString()!;
        (await Store.FindAsync(new ApiKeyHasher(Pepper).Hash(key)))!.Id.ShouldBe(json.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task One_is_revoked_by_name_or_id_and_once()
    {
        await SayAsync("create", "one");
        await SayAsync("create", "two");
        var two = (await Store.ListAsync())[1];

        (await SayAsync("revoke", "one")).ExitCode.ShouldBe(0);
        (await SayAsync("revoke", two.Id)).ExitCode.ShouldBe(0);

        (await Store.ListAsync()).ShouldAllBe(key => key.RevokedAt != null);
        var (exitCode, _, error) = await SayAsync("revoke", "one");
        (exitCode, error.Trim()).ShouldBe((1, "one was revoked before."));
        (await SayAsync("revoke", "three")).ShouldBe((1, "", "There is no key three.\n"));
    }

    [Fact]
    public async Task A_name_is_one_active_keys_and_free_again_once_that_has_ended()
    {
        await SayAsync("create", "ci");

        (await SayAsync("create", "ci")).Error.ShouldContain("There is an active key named ci");
        await SayAsync("revoke", "ci");
        (await SayAsync("create", "ci")).ExitCode.ShouldBe(0);
        (await SayAsync("revoke", "ci")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Another_pepper_is_noticed()
    {
        await SayAsync("create", "one");
        _environment["SPROUT_PEPPER"] = new('q', 32);

        (await SayAsync("create", "two")).Error.ShouldContain("another pepper");
        await SayAsync("revoke", "one");
        (await SayAsync("create", "two")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_pepper_none_is_made()
    {
        _environment.Remove("SPROUT_PEPPER");

        var (exitCode, output, error) = await SayAsync("create", "ci");

        (exitCode, output).ShouldBe((1, ""));
        error.ShouldContain("SPROUT_PEPPER");
        (await SayAsync("list")).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("create", "a b")]
    [InlineData("create", "v-me")]
    [InlineData("create", "a", "--owner", "x:y")]
    [InlineData("create", "a", "--owner", "v-me")]
    [InlineData("create", "a", "--scope", "root")]
    [InlineData("create", "a", "--expires", "soon")]
    [InlineData("create", "a", "--expires", "0d")]
    [InlineData("create", "a", "--expires", "99999999d")]
    [InlineData("create")]
    [InlineData("revoke")]
    public async Task What_cannot_be_meant_is_refused(params string[] words)
    {
        (await SayAsync(words)).ExitCode.ShouldBe(1);

        (await Store.ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redis_that_is_away_is_said()
    {
        var (exitCode, _, error) = await OperatorRun.SayAsync(_environment, ["keys", "list", "--redis", "redis://127.0.0.1:1"]);

        exitCode.ShouldBe(1);
        error.ShouldNotContain("   at ");
    }

    private IDatabase Database => _redis.GetDatabase();

    private ApiKeyStore Store => new(Database);

    private Task<(int ExitCode, string Output, string Error)> SayAsync(params string[] words) =>
        OperatorRun.SayAsync(_environment, ["keys", .. words, "--redis", $"redis://{_server.ConfigurationString}"]);
}
