namespace Sprout.Testing;

/// <summary>The simulator, one for all specs of a test process, in memory.</summary>
internal sealed class SimulatedCluster : TestCluster
{
    private readonly Lazy<Task<ClusterSimulator.ClusterSimulator>> _simulator = new(() => ClusterSimulator.ClusterSimulator.StartAsync(new()));

    public override string Name => "simulator";

    public override string KubeconfigPath =>
        _simulator is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } started }
            ? started.Result.KubeconfigPath
            : throw new InvalidOperationException("The simulator has not been started.");

    public override async Task StartAsync(CancellationToken cancellationToken = default) => await _simulator.Value.WaitAsync(cancellationToken);
}
