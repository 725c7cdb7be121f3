using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Sprout.Contracts;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Lifecycle.Observer;
using Sprout.Testing;
using static Sprout.Lifecycle.Tests.FakeKubernetes;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

/// <summary>More pods than a page has, up to as many as Sprout is made for.</summary>
public sealed class When_pods_come_in_pages
{
    private const int ThreePages = 1200;
    private const int Many = 10_000;

    // Seconds, but for a machine that has much else to do.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // That they have no containers is not what this is about.
    private static readonly ObserverOptions Quick = new() { RetryDelay = TimeSpan.FromMilliseconds(1), MostToldPerSweep = 0 };

    private static readonly V1PodStatus Scheduled = Pod(Waiting("ContainerCreating")).Status!;
    private static readonly V1PodStatus Ready = Pod(IsReady).Status!;

    [Fact]
    public async Task A_relist_tells_of_nobody_but_those_who_are_gone()
    {
        await using var host = await LifecycleHost.StartAsync();
        var cluster = new FakeKubernetes { Pods = Pods(ThreePages), Watches = { Says(Gone()) } };
        var observer = Observer(host, cluster);
        await observer.RunOnceAsync(TestContext.Current.CancellationToken);

        await observer.RunOnceAsync(TestContext.Current.CancellationToken);
        (host.Get<PodCache>().Count, host.Get<PodQueue>().Count).ShouldBe((ThreePages, 0));

        cluster.Pods = [.. cluster.Pods.SkipLast(1)];
        await observer.RunOnceAsync(TestContext.Current.CancellationToken);
        (await host.Get<PodQueue>().TakeAsync(TestContext.Current.CancellationToken)).ShouldBe(IdOf(ThreePages - 1));
        host.Get<PodQueue>().Count.ShouldBe(0);
        cluster.Continued.ShouldBe([null, "500", "1000", null, "500", "1000", null, "500", "1000"]);
    }

    [Fact]
    public async Task Pages_that_expire_on_the_way_are_read_from_the_first_again()
    {
        await using var host = await LifecycleHost.StartAsync();
        var refusals = 0;
        var cluster = new FakeKubernetes
        {
            Pods = Pods(ThreePages),
            Watches = { Says(Gone()) },
            Listing = options =>
            {
                if (options.Continue == "500" && refusals++ == 1)
                    throw Gone();
            },
        };
        var observer = Observer(host, cluster);
        await observer.RunOnceAsync(TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<KubernetesException>(() => observer.RunOnceAsync(TestContext.Current.CancellationToken))).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (host.Get<PodCache>().Pods.Count, host.Get<PodQueue>().Count).ShouldBe((ThreePages, 0), "half a list says of nobody that it is gone");

        await observer.RunOnceAsync(TestContext.Current.CancellationToken);
        (host.Get<PodCache>().Pods.Count, host.Get<PodQueue>().Count).ShouldBe((ThreePages, 0));
        cluster.Continued.ShouldBe([null, "500", "1000", null, "500", null, "500", "1000"]);
    }

    [Fact]
    public async Task Who_asks_whether_pods_are_there_reads_all_pages()
    {
        await using var host = await LifecycleHost.StartAsync();
        var presence = host.Create<PodPresence>(new FakeKubernetes { Pods = Pods(ThreePages) });

        (await presence.FindAsync([.. Enumerable.Range(0, ThreePages).Select(IdOf)], TestContext.Current.CancellationToken)).Count.ShouldBe(ThreePages);
    }

    [Fact]
    public async Task While_the_bus_takes_nothing_all_that_ten_thousand_say_is_read_and_then_told_once()
    {
        await using var host = await LifecycleHost.StartAsync();
        var refusing = new RefusingBus { MostRefused = 100 };
        using var connected = host.Harness.Bus.ConnectPublishObserver(refusing);
        var isRead = false;
        var cluster = new FakeKubernetes { Pods = Pods(Many), Watches = { EachChangesTwice } };
        using var stop = new CancellationTokenSource();
        var run = Task.WhenAll(Observer(host, cluster).RunOnceAsync(stop.Token), host.Create<PodTellers>(Quick).RunAsync(stop.Token));
        var queue = host.Get<PodQueue>();

        await Eventually.HoldsAsync("the watch is read to its end", () => Volatile.Read(ref isRead));
        await Eventually.HoldsAsync("the bus takes nothing, and no longer says so", () => refusing.Refused > refusing.MostRefused);
        cluster.Lists.ShouldBe(Many / 500);
        queue.Count.ShouldBeInRange(1, Many);
        host.Sent<PodProvisioned>(_ => true).ShouldBe(0);

        refusing.IsOver = true;
        await Eventually.HoldsAsync("all are told", () =>
        {
            // Those that were refused more than once wait for their time.
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            return host.Sent<PodProvisioned>(_ => true) >= Many;
        }, Patience);
        await Eventually.HoldsAsync("nothing waits", () => queue.Count == 0);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);
        var told = new HashSet<Guid>();
        host.Sent<PodProvisioned>(ready => told.Add(ready.ContainerId)).ShouldBe(Many);
        host.Sent<PodProvisioned>(_ => true).ShouldBe(Many, "none is told twice");

        async IAsyncEnumerable<WatchEvent<V1Pod>> EachChangesTwice([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var version = 100;
            foreach (var status in (V1PodStatus[])[Scheduled, Ready])
                for (var number = 0; number < Many; number++)
                    yield return new(WatchEventType.Modified, PodOf(number, status, ++version));
            Volatile.Write(ref isRead, true);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    private static PodObserver Observer(LifecycleHost host, FakeKubernetes cluster) => host.Create<PodObserver>(cluster, Quick, host.Create<ClusterSweep>(Quick));

    private static KubernetesException Gone() => new(HttpStatusCode.Gone, new() { Reason = "Expired", Message = "The provided continue parameter is too old" });

    private static List<V1Pod> Pods(int count) => [.. Enumerable.Range(0, count).Select(number => PodOf(number, new(), 1))];

    private static Guid IdOf(int number) => new(number + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    private static V1Pod PodOf(int number, V1PodStatus status, int version) => new()
    {
        Metadata = new()
        {
            Name = $"c-{IdOf(number):D}",
            Uid = string.Create(CultureInfo.InvariantCulture, $"uid-{number}"),
            ResourceVersion = version.ToString(CultureInfo.InvariantCulture),
            Labels = new Dictionary<string, string> { ["sprout.dev/container"] = IdOf(number).ToString("D") },
        },
        Spec = new() { Containers = [new() { Name = "main", Image = "web:1" }] },
        Status = status,
    };
}
