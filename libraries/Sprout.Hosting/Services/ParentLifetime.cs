using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sprout.Hosting.Services;

/// <summary>
/// The life of a process that another one started and looks after. It stops at SIGTERM; Ctrl-C, which the terminal sends to both, is the
/// parent's to answer. When standard input ends, whose other end only the parent has, the parent is gone, however it ended, and so are we.
/// </summary>
internal sealed class ParentLifetime : IHostLifetime, IDisposable
{
    /// <summary>The setting by which a parent asks for it.</summary>
    public const string Setting = "Process:EndsWithStandardInput";

    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<ParentLifetime> _logger;
    private readonly List<PosixSignalRegistration> _signals = [];

    public ParentLifetime(IHostApplicationLifetime lifetime, ILogger<ParentLifetime> logger)
    {
        _lifetime = lifetime;
        _logger = logger;
    }

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
            _signals.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = true));
        _ = WatchParentAsync();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _lifetime.StopApplication();
    }

    private async Task WatchParentAsync()
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[1];
        while (await input.ReadAsync(buffer) > 0)
            continue;
        _logger.LogWarning("The process that started this one is gone; ending too");
        // At once: there may be nobody left to answer to, and whatever is under way is done again by who comes next.
        Process.GetCurrentProcess().Kill();
    }
}
