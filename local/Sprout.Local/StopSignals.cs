using System.Runtime.InteropServices;

namespace Sprout.Local;

/// <summary>Ctrl-C, SIGTERM and a closed terminal: the first asks for an orderly stop, the second for an end at once.</summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _endNow = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private int _received;

    /// <summary>Listens from now on.</summary>
    public StopSignals() =>
        _registrations = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal => PosixSignalRegistration.Create(signal, Receive))];

    /// <summary>Cancelled by the first.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled by the second.</summary>
    public CancellationToken EndNow => _endNow.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
        _endNow.Dispose();
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        (Interlocked.Increment(ref _received) == 1 ? _stop : _endNow).Cancel();
    }
}
