using Sprout.Redis.Tests.Support;
using Sprout.Testing;

namespace Sprout.Redis.Tests;

public sealed class When_a_test_needs_a_server
{
    [Fact]
    public async Task Its_words_are_told_when_it_will_not_start() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => RedisServer.StartAsync(extraArguments: ["--no-such-option", "1"])))
            .Message.ShouldContain("no-such-option");

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_only_where_it_was_asked_for()
    {
        await using var server = await RedisServer.StartAsync();

        (await Should.ThrowAsync<InvalidOperationException>(() => RedisServer.StartAsync(port: server.Port))).Message.ShouldContain("Address already in use");
    }

    [Fact]
    public async Task Its_folder_goes_with_it_unless_it_was_given()
    {
        var given = Directory.CreateTempSubdirectory("sprout-redis-given-").FullName;
        var (own, kept) = (await RedisServer.StartAsync(), await RedisServer.StartAsync(given));
        await own.DisposeAsync();
        await kept.DisposeAsync();

        Directory.Exists(own.Folder).ShouldBeFalse();
        Directory.Exists(given).ShouldBeTrue();
        Directory.Delete(given, recursive: true);
    }

    [Fact]
    public async Task A_restart_is_another_process_on_the_same_port()
    {
        await using var server = await RedisServer.StartAsync();
        var (port, process) = (server.Port, server.ProcessId);
        await server.RestartAsync();

        (server.Port, server.ProcessId == process).ShouldBe((port, false));
        await using var redis = await server.ConnectAsync();
        ((RedisValue)await redis.DoAsync("INFO", "server")).ToString().ShouldContain($"process_id:{server.ProcessId}\r\n");
    }
}
