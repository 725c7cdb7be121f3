namespace Sprout.EndToEnd.Tests;

/// <summary>Has one node of a simulator stop for a while, then the other, until it is disposed of; then both are back.</summary>
public sealed class NodeLoss : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2.5);

    private readonly CancellationTokenSource _ending = new();
    private readonly ClusterSimulator.ClusterSimulator _cluster;
    private readonly Task _run;

    /// <summary>Begins after a first turn with both.</summary>
    public NodeLoss(ClusterSimulator.ClusterSimulator cluster)
    {
        _cluster = cluster;
        _run = RunAsync();
    }

    /// <summary>Has both back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _run;
        _ending.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Turn);
        for (var turn = 0; !_ending.IsCancellationRequested; turn++)
        {
            await ((Task)timer.WaitForNextTickAsync(_ending.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var node = $"node-{turn / 2 % 2}";
            if (turn % 2 == 0)
                _cluster.LoseNode(node);
            else
                _cluster.ReturnNode(node);
        }

        _cluster.ReturnNode("node-0");
        _cluster.ReturnNode("node-1");
    }
}
