using Sprout.Redis.Connections;
using Sprout.Redis.Tests.Support;

namespace Sprout.Redis.Tests.Client;

public sealed class When_the_server_stops_reading : IAsyncLifetime
{
    private readonly StuckStream _stuck = new();
    private readonly SharedConnection _shared;
    private readonly RedisDatabase _database;

    public When_the_server_stops_reading()
    {
        var options = new ConfigurationOptions { MaxUnsentLength = 1000 };
        var time = new ManualTime();
        _shared = new(new(options, time), options, time, Random.Shared);
        _database = new(_shared);
        _shared.Start(new(_stuck, options.Limits), failure: null);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _shared.DisposeAsync();
        await _stuck.DisposeAsync();
    }

    [Fact]
    public async Task What_was_written_and_what_was_not_know_it_when_the_connection_ends()
    {
        var written = _database.StringSetAsync("a", "1");
        var gathered = _database.StringSetAsync("a", "2");
        await _shared.DisposeAsync();

        (await Should.ThrowAsync<RedisConnectionException>(async () => await written)).MayHaveExecuted.ShouldBeTrue();
        (await Should.ThrowAsync<RedisConnectionException>(async () => await gathered)).MayHaveExecuted.ShouldBeFalse();
    }

    [Fact]
    public async Task Only_so_much_gathers()
    {
        _ = _database.StringSetAsync("a", "on its way").AsTask();
        _ = _database.StringSetAsync("a", new byte[1000]).AsTask();

        var exception = await Should.ThrowAsync<RedisConnectionException>(async () => await _database.StringSetAsync("a", "one too many"));

        exception.MayHaveExecuted.ShouldBeFalse();
        exception.Message.ShouldContain("1000 bytes");
    }
}
