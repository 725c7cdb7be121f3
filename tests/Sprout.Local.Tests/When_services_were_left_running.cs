using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sprout.Local.RedisServers;
using Sprout.Local.Separate;

namespace Sprout.Local.Tests;

public sealed class When_services_were_left_running : IDisposable
{
    private static readonly ServiceInstance Instance = new(ServiceKind.Lifecycle, 1);
    private static readonly Uri Url = new("http://127.0.0.1:7/");

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceRecords _records;
    private readonly Process _process = Process.Start("sleep", ["600"]);

    public When_services_were_left_running() => _records = new(_folder.Path);

    [Fact]
    public async Task They_are_ended()
    {
        _records.Write(Instance, _process.Id, Url);

        (await EndAsync()).ShouldBe(1);

        OsProcess.IsAlive(_process.Id).ShouldBeFalse();
        (await EndAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Those_that_were_crossed_out_are_left_alone()
    {
        _records.Write(Instance, _process.Id, Url);
        _records.Remove(Instance);

        (await EndAsync()).ShouldBe(0);

        OsProcess.IsAlive(_process.Id).ShouldBeTrue();
    }

    [Theory]
    [InlineData("1")]
    [InlineData(null)]
    public async Task Another_process_that_got_their_number_is_left_alone(string? mark)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "lifecycle-1.json"), JsonSerializer.Serialize(new ServiceRecord(_process.Id, mark, Url)));

        (await EndAsync()).ShouldBe(0);

        OsProcess.IsAlive(_process.Id).ShouldBeTrue();
        Directory.EnumerateFiles(_folder.Path).ShouldBeEmpty();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        _folder.Dispose();
    }

    private Task<int> EndAsync() => _records.EndLeftoversAsync(TimeProvider.System, NullLogger.Instance);
}
