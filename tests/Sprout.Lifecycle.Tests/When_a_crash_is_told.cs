using Sprout.Contracts;
using Sprout.Lifecycle.Observer;
using Sprout.Testing;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

public sealed class When_a_crash_is_told
{
    [Fact]
    public async Task The_end_of_its_log_is_told_with_it_and_read_once()
    {
        await using var host = await LifecycleHost.StartAsync();
        var cluster = new FakeKubernetes { Log = "starting\nno config file\n" };
        var pod = Crashed();
        await host.CacheAsync(pod);

        await using var tellers = new TellersRun(host, cluster);
        host.Get<PodQueue>().Add(pod.ContainerId);

        await Eventually.HoldsAsync("it is told", () => host.Sent<PodProvisioningFailed>(told => told.Failure.Message.EndsWith("Its log ends with: no config file.", StringComparison.Ordinal)) == 1);
        host.Sent<PodProvisioningFailed>(_ => true).ShouldBe(1);
        host.Get<PodCache>().Find(pod.ContainerId)!.LastLine.ShouldBe("no config file");
    }

    [Fact]
    public async Task It_is_told_without_its_log_when_that_cannot_be_had()
    {
        await using var host = await LifecycleHost.StartAsync();
        var pod = Crashed();
        await host.CacheAsync(pod);

        await using var tellers = new TellersRun(host, new FakeKubernetes());
        host.Get<PodQueue>().Add(pod.ContainerId);

        await Eventually.HoldsAsync("it is told", () => host.Sent<PodProvisioningFailed>(told => told.Failure.Message.EndsWith("again and again.", StringComparison.Ordinal)) == 1);
    }

    [Fact]
    public async Task Logs_that_nobody_answers_for_hold_up_neither_other_news_nor_many_crashes()
    {
        await using var host = await LifecycleHost.StartAsync();
        var crashed = Enumerable.Range(0, 40).Select(i => Crashed() with { Uid = $"uid-{i}" }).ToList();
        var ready = Read(IsReady);
        await host.CacheAsync([.. crashed, ready]);

        await using var tellers = new TellersRun(host, new FakeKubernetes { IsLogSilent = true });
        foreach (var pod in crashed.Append(ready))
            host.Get<PodQueue>().Add(pod.ContainerId);

        await Eventually.HoldsAsync("others are told", () => host.Sent<PodProvisioned>(told => told.ContainerId == ready.ContainerId) == 1);
        await Eventually.HoldsAsync("those are told without, for which it would take too long", () => host.Sent<PodProvisioningFailed>(_ => true) >= 10);
    }

    private static ObservedPod Crashed() => Read(Waiting("CrashLoopBackOff", lastState: Terminated(3, "Error")));

    private sealed class TellersRun : IAsyncDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private readonly Task _run;

        public TellersRun(LifecycleHost host, FakeKubernetes cluster)
        {
            var logs = host.Create<CrashLogs>(host.Create<LastLogLine>(cluster));
            _run = host.Create<PodTellers>(logs, host.Create<PodTeller>(logs)).RunAsync(_source.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _source.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(_run);
            _source.Dispose();
        }
    }
}
