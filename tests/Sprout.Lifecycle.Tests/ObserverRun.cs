using Sprout.Lifecycle.Observer;

namespace Sprout.Lifecycle.Tests;

/// <summary>An observer that runs until it is disposed of; then says what went wrong with it.</summary>
internal sealed class ObserverRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly Task _run;

    public ObserverRun(LifecycleHost host) =>
        _run = Task.WhenAll(host.Get<PodObserver>().RunOnceAsync(_source.Token), host.Get<PodTellers>().RunAsync(_source.Token));

    public async ValueTask DisposeAsync()
    {
        await _source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(_run);
        _source.Dispose();
    }
}
