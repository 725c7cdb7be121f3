using System.Collections.Concurrent;

namespace Sprout.EndToEnd.Tests;

/// <summary>
/// Has one node of a simulator stop for a while, from time to time, until it is disposed of; then it is back. The other node stays, so that about half of
/// all containers, and more of those that come while it is away, have nothing to do with it.
/// </summary>
public sealed class NodeLoss : IAsyncDisposable
{
    private const string Node = "node-0";
    private const int FewestPods = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    // Those that came together are ready by then, and others on their way.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    // Longer than it takes until its pods are to go, and than they may take.
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(2.5);

    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<Guid, bool> _hit = new();
    private readonly ClusterSimulator.ClusterSimulator _cluster;
    private readonly TimeSpan _between;
    private readonly Task _run;

    /// <summary>Begins as soon as the node has some pods; between two losses the node is there for so long, or for good if it is null.</summary>
    public NodeLoss(ClusterSimulator.ClusterSimulator cluster, TimeSpan? between)
    {
        _cluster = cluster;
        _between = between ?? Timeout.InfiniteTimeSpan;
        _run = RunAsync();
    }

    /// <summary>The containers of which a pod was on the node when it stopped.</summary>
    public IReadOnlyCollection<Guid> Hit => [.. _hit.Keys];

    /// <summary>How often it stopped.</summary>
    public int Losses { get; private set; }

    /// <summary>Has it back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _run;
        _cluster.ReturnNode(Node);
        _ending.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_ending.IsCancellationRequested)
        {
            await PauseAsync(Interval);
            if (_cluster.PodsOn(Node).Count < FewestPods)
                continue;
            await PauseAsync(Settling);
            _cluster.LoseNode(Node);
            Losses++;
            // None comes to it any more, and none can leave it so soon.
            foreach (var name in _cluster.PodsOn(Node))
                _hit.TryAdd(Guid.Parse(name["c-".Length..]), true);
            await PauseAsync(Away);
            _cluster.ReturnNode(Node);
            await PauseAsync(_between);
        }
    }

    private async Task PauseAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await ((Task)timer.WaitForNextTickAsync(_ending.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
