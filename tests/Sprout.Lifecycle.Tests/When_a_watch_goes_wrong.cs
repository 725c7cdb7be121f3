using System.Net;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Lifecycle.Observer;
using static Sprout.Lifecycle.Tests.FakeKubernetes;

namespace Sprout.Lifecycle.Tests;

public sealed class When_a_watch_goes_wrong
{
    private static readonly ObserverOptions Quick = new() { WatchSilence = TimeSpan.FromMilliseconds(100), RetryDelay = TimeSpan.FromMilliseconds(1) };

    [Fact]
    public async Task One_that_says_nothing_and_does_not_end_is_left()
    {
        var (end, watch, _) = await RunAsync(FallsSilent());

        (end, watch.HasSpoken, watch.Version).ShouldBe((PodWatchEnd.Silent, false, "100"));
    }

    [Fact]
    public async Task One_that_falls_silent_is_taken_up_from_where_it_was()
    {
        var (end, watch, seen) = await RunAsync(FallsSilent(Event("101"), Bookmark("110")));

        (end, watch.HasSpoken, watch.Version).ShouldBe((PodWatchEnd.Silent, true, "110"));
        seen.ShouldBe(["101"]);
    }

    [Fact]
    public async Task Events_that_come_twice_or_late_are_left_out()
    {
        var (_, watch, seen) = await RunAsync(Says(Event("99"), Event("101"), Event("101"), Event("103"), Event("102"), Bookmark("90"), Event("104")));

        seen.ShouldBe(["101", "103", "104"]);
        watch.Version.ShouldBe("104");
    }

    [Fact]
    public async Task Versions_that_are_no_numbers_are_taken_as_they_come()
    {
        var (_, watch, seen) = await RunAsync(Says(Event("b"), Event("a")));

        seen.ShouldBe(["b", "a"]);
        watch.Version.ShouldBe("a");
    }

    [Fact]
    public async Task One_whose_version_is_too_old_says_so() =>
        (await RunAsync(Says(Gone()))).End.ShouldBe(PodWatchEnd.TooOld);

    [Fact]
    public async Task One_that_breaks_in_the_middle_of_a_line_says_why()
    {
        var (end, watch, _) = await RunAsync(Says(new HttpRequestException("half a line"), Event("101")));

        (end, watch.Version, watch.Error).ShouldBe((PodWatchEnd.Broken, "101", "half a line"));
    }

    [Fact]
    public async Task The_first_break_goes_on_and_the_second_in_a_row_lists_again()
    {
        await using var host = await LifecycleHost.StartAsync();
        var cluster = new FakeKubernetes { Watches = { Says(), Says(new IOException("reset"), Event("101")), FallsSilent() } };

        await Observer(host, cluster).RunOnceAsync(TestContext.Current.CancellationToken);

        cluster.Watched.Select(options => options.ResourceVersion).ShouldBe(["100", "100", "101"]);
        cluster.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task Silence_between_words_never_lists_again()
    {
        await using var host = await LifecycleHost.StartAsync();
        var cluster = new FakeKubernetes { Watches = { FallsSilent(Event("101")), FallsSilent(Bookmark("102")), FallsSilent(Bookmark("103")), Says(Gone()) } };

        await Observer(host, cluster).RunOnceAsync(TestContext.Current.CancellationToken);

        cluster.Watched.Select(options => options.ResourceVersion).ShouldBe(["100", "101", "102", "103"]);
        cluster.Lists.ShouldBe(1);
    }

    [Fact]
    public async Task Every_watch_has_changes_that_come_fast_be_read_together()
    {
        await using var host = await LifecycleHost.StartAsync();
        var cluster = new FakeKubernetes { Watches = { FallsSilent(Event("101")), Says(Gone()) } };

        await Observer(host, cluster).RunOnceAsync(TestContext.Current.CancellationToken);

        cluster.Watched.Select(options => options.GatherTime.TotalMilliseconds).ShouldBe([20, 20]);
    }

    private static PodObserver Observer(LifecycleHost host, FakeKubernetes cluster) => host.Create<PodObserver>(cluster, Quick);

    private static KubernetesException Gone() => new(HttpStatusCode.Gone, new() { Reason = "Expired", Message = "too old resource version" });

    private static WatchEvent<V1Pod> Event(string version) => new(WatchEventType.Modified, new() { Metadata = new() { Name = "c-1", Uid = "uid-1", ResourceVersion = version } });

    private static WatchEvent<V1Pod> Bookmark(string version) => Event(version) with { Type = WatchEventType.Bookmark };

    private static async Task<(PodWatchEnd End, PodWatch Watch, List<string?> Seen)> RunAsync(Func<CancellationToken, IAsyncEnumerable<WatchEvent<V1Pod>>> script)
    {
        var watch = new PodWatch(new FakeKubernetes { Watches = { script } }, "sprout", Quick, TimeProvider.System, "100");
        var seen = new List<string?>();
        var end = await watch.RunAsync("app=x", change => seen.Add(change.Object.Metadata.ResourceVersion), TestContext.Current.CancellationToken);
        return (end, watch, seen);
    }
}
