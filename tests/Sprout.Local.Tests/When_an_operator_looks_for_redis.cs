using Microsoft.Extensions.Logging.Abstractions;
using Sprout.Local.Operators;
using Sprout.Local.RedisServers;
using Sprout.Testing;

namespace Sprout.Local.Tests;

public sealed class When_an_operator_looks_for_redis : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private QueuesRun _run = null!;

    public async ValueTask InitializeAsync()
    {
        _run = await QueuesRun.StartAsync();
        await _run.DeclareAsync("elsewhere");
    }

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task The_one_of_the_running_up_is_found_and_left_as_it_is()
    {
        _run.Environment[RedisFinder.Variable] = _run.Url;
        await using var up = await StartUpAsync();
        await RedisRun.WithAsync(up, database => database.StreamAddAsync("{sprout}:queue:of-up", [new("b", "{}")]));

        var (exitCode, output, error) = await SayAsync();

        (exitCode, error).ShouldBe((0, ""));
        output.ShouldContain("of-up");
        up.Home.IsSameAs(up.Home.Folder).ShouldBeTrue("whoever looks takes no hold of the folder");
        File.GetUnixFileMode(Path.Combine(up.Home.Folder, "password")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Else_the_one_of_the_environment()
    {
        _run.Environment[RedisFinder.Variable] = _run.Url;
        (await SayAsync()).Output.ShouldContain("elsewhere");

        await using (await StartUpAsync())
            (await SayAsync()).Output.ShouldNotContain("elsewhere");
        (await SayAsync()).Output.ShouldContain("elsewhere", customMessage: "up has stopped");
    }

    [Fact]
    public async Task Else_it_is_said_what_to_do()
    {
        var (exitCode, _, error) = await SayAsync();

        exitCode.ShouldBe(1);
        error.ShouldContain(_data.Path);
        error.ShouldContain("--redis");
        Directory.EnumerateFileSystemEntries(_data.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_where_nobody_answers_is_said_without_its_password()
    {
        var (exitCode, _, error) = await _run.SayAnywhereAsync("--redis", $"redis://:secret@127.0.0.1:{RedisServer.FreePort()}");

        exitCode.ShouldBe(1);
        error.ShouldContain("127.0.0.1");
        error.ShouldNotContain("secret");
    }

    [Fact]
    public async Task An_address_that_is_none_is_said_without_its_password()
    {
        var (exitCode, _, error) = await _run.SayAnywhereAsync("--redis", "redis://:secret@h:port");

        exitCode.ShouldBe(1);
        error.ShouldNotContain("secret");
        error.ShouldNotContain("Parameter");
    }

    private Task<(int ExitCode, string Output, string Error)> SayAsync() => _run.SayAnywhereAsync("--data", _data.Path);

    private Task<RedisSupervisor> StartUpAsync() =>
        RedisSupervisor.StartAsync(new(Directory.CreateDirectory(Path.Combine(_data.Path, "redis")).FullName), TimeProvider.System, NullLogger.Instance);
}
