using System.Globalization;
using Sprout.Contracts;
using Sprout.Lifecycle.Observer;
using Sprout.Testing;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

[Collection(nameof(Alone))]
public sealed class When_there_are_ten_thousand_pods
{
    private const int Count = 10_000;

    // Alone, for what others hold meanwhile would count.
    [Fact]
    public void Each_is_remembered_in_few_bytes()
    {
        var cache = new PodCache(TimeProvider.System);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        cache.Fill(Observed(cache), "one");

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes for each pod");
        bytes.ShouldBeLessThan(700);
        GC.KeepAlive(cache);
    }

    [Fact]
    public void A_list_that_says_the_same_is_no_news()
    {
        var cache = new PodCache(TimeProvider.System);
        cache.Fill(Observed(cache), "one").ShouldBeEmpty();

        cache.Fill(Observed(cache), "one").ShouldBeEmpty();
    }

    [Fact]
    public void A_list_tells_what_has_come_and_gone_since()
    {
        var cache = new PodCache(TimeProvider.System);
        var pods = Observed(cache);
        cache.Fill([.. pods.Skip(1).Take(10)], "one");

        cache.Fill([.. pods.Take(10)], "one").ShouldBe([pods[10].ContainerId, pods[0].ContainerId], ignoreOrder: true);
    }

    [Fact]
    public async Task Those_without_a_container_are_not_deleted_all_at_once()
    {
        await using var host = await LifecycleHost.StartAsync();
        var sweep = host.Create<ClusterSweep>(new ObserverOptions { MostToldPerSweep = 20 });
        await host.CacheAsync([.. Observed(host.Get<PodCache>()).Take(50)]);

        var told = new List<int>();
        for (var i = 0; i < 4; i++)
            told.Add(await sweep.RunOnceAsync(TestContext.Current.CancellationToken));

        told.ShouldBe([20, 20, 10, 0]);
        host.Sent<DeletePod>(_ => true).ShouldBe(50);
    }

    [Fact]
    public void What_stays_different_is_told_less_and_less_often()
    {
        var clock = new ManualClock(Since);
        var retellings = new Retellings(clock, TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2));
        var id = Guid.NewGuid();
        var told = new List<int>();
        for (var seconds = 0; seconds <= 600; seconds += 15, clock.Advance(TimeSpan.FromSeconds(15)))
        {
            if (retellings.IsDue(id, "pod"))
            {
                retellings.NoteTold(id, "pod");
                told.Add(seconds);
            }

            retellings.EndRound();
        }

        told.ShouldBe([0, 15, 45, 105, 225, 345, 465, 585]);
    }

    [Fact]
    public void What_has_settled_begins_anew()
    {
        var retellings = new Retellings(new ManualClock(Since), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2));
        var id = Guid.NewGuid();
        retellings.IsDue(id, "pod");
        retellings.NoteTold(id, "pod");
        retellings.EndRound();
        retellings.IsDue(id, "pod").ShouldBeFalse();
        retellings.EndRound();

        retellings.EndRound();

        retellings.IsDue(id, "pod").ShouldBeTrue();
    }

    private static List<ObservedPod> Observed(PodCache cache)
    {
        var status = Pod(IsReady).Status;
        return [.. Enumerable.Range(0, Count).Select(i =>
        {
            var id = new Guid(i + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
            var pod = Pod("{}") with
            {
                Metadata = new()
                {
                    Name = $"c-{id:D}",
                    Uid = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-{i:d12}"),
                    Labels = new Dictionary<string, string> { ["sprout.dev/container"] = id.ToString("D") },
                },
                Status = status,
            };
            return ObservedPod.Read(pod, cache.Find(id), Options, Since.AddMinutes(1))!;
        })];
    }
}
