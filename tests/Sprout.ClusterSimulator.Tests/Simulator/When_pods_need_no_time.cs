using Sprout.Testing;

namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_pods_need_no_time
{
    private const int Pods = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // The clock stands: a pod that waited for a timer, be it for a millisecond, would never be ready.
    [Fact]
    public async Task They_are_ready_while_none_passes()
    {
        await using var cluster = await TestCluster.SimulateAsync(
            new ClusterSimulatorOptions { Schedule = default, Pull = default, Start = default, DeleteGrace = default, TimeProvider = new ClockWithTimers() });
        await cluster.CreateNamespaceAsync();
        for (var pod = 0; pod < Pods; pod++)
        {
            await cluster.PostAsync("pods", Samples.Pod($"pod-{pod}"));
            await cluster.UntilAsync("pods", $"pod-{pod}", Samples.IsReady).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }
}
