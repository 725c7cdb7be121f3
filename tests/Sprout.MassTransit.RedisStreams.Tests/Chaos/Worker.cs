using System.Diagnostics;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Chaos;

/// <summary>A consumer in a process of its own.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private readonly Process _process;

    private Worker(Process process) => _process = process;

    public static Worker Start(RedisServer server) => new(Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Sprout.TransportChaos.dll"), server.ConfigurationString]) { UseShellExecute = false, RedirectStandardInput = true })!);

    /// <summary>Kills it with -9 and returns when it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
