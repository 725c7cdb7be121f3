using Sprout.Lifecycle.Observer;
using Sprout.Testing;

namespace Sprout.Lifecycle.Tests;

public sealed class When_redis_loses_its_data
{
    [Theory]
    [OnEveryCluster]
    public async Task The_observer_begins_again_with_the_pods_of_the_new_installation(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await using var host = await LifecycleHost.StartAsync(sandbox);
        var observer = host.Create<PodObserver>(new ObserverOptions { WatchTimeout = TimeSpan.FromSeconds(1) });
        var run = observer.RunOnceAsync(Sandbox.Token);
        await Eventually.HoldsAsync("it watches", () => host.Get<PodCache>().IsFilled);

        await host.Database.ExecuteAsync("FLUSHALL", []);

        await run.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
