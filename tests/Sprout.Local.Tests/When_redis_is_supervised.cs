using System.Net;
using System.Net.Sockets;
using Sprout.Local.RedisServers;
using Sprout.Testing;

namespace Sprout.Local.Tests;

public sealed class When_redis_is_supervised : IAsyncDisposable
{
    private readonly RedisRun _run = new();

    [Fact]
    public async Task It_is_gone_after_a_stop_and_its_data_is_not()
    {
        var first = await _run.SuperviseAsync();
        var pid = _run.Home.Pid.ShouldNotBeNull();
        await RedisRun.WithAsync(first, database => database.StringSetAsync("kept", "yes"));
        await first.DisposeAsync();
        OsProcess.IsAlive(pid).ShouldBeFalse();

        await using var second = await _run.SuperviseAsync();

        (await RedisRun.WithAsync(second, database => database.StringGetAsync("kept"))).ToString().ShouldBe("yes");
        second.ConnectionString.ShouldBe(first.ConnectionString);
    }

    [Fact]
    public async Task A_killed_one_comes_back_with_its_data_on_the_same_port()
    {
        await using var redis = await _run.SuperviseAsync();
        var (killed, address) = (_run.Home.Pid.ShouldNotBeNull(), redis.ConnectionString);
        await RedisRun.WithAsync(redis, database => database.StringSetAsync("kept", "yes"));

        OsProcess.Kill(killed);

        await Eventually.HoldsAsync("another redis-server", async () =>
        {
            await using var found = await _run.FindAsync();
            return found is not null && found.Pid != killed;
        });
        redis.ConnectionString.ShouldBe(address);
        await Eventually.HoldsAsync("its data", async () => (await RedisRun.WithAsync(redis, database => database.StringGetAsync("kept"))).ToString() == "yes");
    }

    [Fact]
    public async Task One_that_was_left_running_is_taken_over_and_then_stopped()
    {
        var orphan = await _run.LeaveOrphanAsync();

        var redis = await _run.SuperviseAsync();

        _run.Home.Pid.ShouldBe(orphan);
        (await RedisRun.WithAsync(redis, database => database.StringSetAsync("x", "y"))).ShouldBeTrue();
        await redis.DisposeAsync();
        OsProcess.IsAlive(orphan).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_was_left_without_its_port_is_ended_first()
    {
        var orphan = await _run.LeaveOrphanAsync();
        File.Delete(Path.Combine(_run.Home.Folder, "port"));

        await using var redis = await _run.SuperviseAsync();

        OsProcess.IsAlive(orphan).ShouldBeFalse();
        _run.Home.Pid.ShouldNotBe(orphan);
    }

    [Fact]
    public async Task A_process_that_is_not_ours_is_left_alone()
    {
        // As after a restart of the machine, when the pid file names whoever got the number.
        File.WriteAllText(_run.Home.PidFile, $"{Environment.ProcessId}");

        await using var redis = await _run.SuperviseAsync();

        _run.Home.Pid.ShouldNotBe(Environment.ProcessId);
    }

    [Fact]
    public async Task The_server_of_a_copied_folder_is_not_taken_for_it()
    {
        var original = await _run.LeaveOrphanAsync();
        await using var copy = new RedisRun(copied: _run.Home);

        await using var redis = await copy.SuperviseAsync();

        copy.Home.Pid.ShouldNotBe(original);
        copy.Home.Port.Last.ShouldNotBe(_run.Home.Port.Last);
    }

    [Fact]
    public async Task Another_port_is_found_where_somebody_has_ours()
    {
        var taken = _run.Home.Port.Choose();
        using var squatter = new TcpListener(IPAddress.Loopback, taken);
        squatter.Start();

        await using var redis = await _run.SuperviseAsync();

        _run.Home.Port.Last.ShouldNotBe(taken);
    }

    [Fact]
    public async Task A_file_cut_off_by_a_crash_is_read_up_to_there()
    {
        var redis = await _run.SuperviseAsync();
        await RedisRun.WithAsync(redis, database => database.StringSetAsync("first", "1"));
        await RedisRun.WithAsync(redis, database => database.StringSetAsync("last", "2"));
        await redis.DisposeAsync();
        var log = Directory.EnumerateFiles(_run.Home.Folder, "*.incr.aof", SearchOption.AllDirectories).Single();
        using (var file = File.OpenWrite(log))
            file.SetLength(file.Length - 3);

        await using var again = await _run.SuperviseAsync();

        (await RedisRun.WithAsync(again, database => database.StringGetAsync("first"))).ToString().ShouldBe("1");
        (await RedisRun.WithAsync(again, database => database.StringGetAsync("last"))).IsNull.ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_cannot_start_ends_with_its_own_words()
    {
        Directory.CreateDirectory(_run.Home.LogFile);

        (await Should.ThrowAsync<RedisSupervisorException>(_run.SuperviseAsync)).Message.ShouldContain("log");
    }

    [Fact]
    public async Task Its_password_is_not_among_its_arguments()
    {
        await using var redis = await _run.SuperviseAsync();

        if (OperatingSystem.IsLinux())
            File.ReadAllText($"/proc/{_run.Home.Pid}/cmdline").ShouldNotContain(_run.Home.Password);
    }

    [Fact]
    public async Task An_orphan_is_stopped_when_asked()
    {
        var orphan = await _run.LeaveOrphanAsync();

        (await _run.StopOrphanAsync()).ShouldBeTrue();

        OsProcess.IsAlive(orphan).ShouldBeFalse();
        (await _run.StopOrphanAsync()).ShouldBeFalse();
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();
}
