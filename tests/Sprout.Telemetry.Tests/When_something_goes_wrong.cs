using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sprout.ClusterSimulator.Faults;
using Sprout.Contracts;
using Sprout.Lifecycle.Deadlines;
using Sprout.State;
using Sprout.Telemetry.Tests.Support;

namespace Sprout.Telemetry.Tests;

/// <summary>Each alert's cause, for real, for as long as the alert wants; it must fire. One after the other: the meters are the process'.</summary>
public sealed class When_something_goes_wrong
{
    [Fact, Provokes("SproutDeadLetters")]
    public async Task A_message_that_cannot_be_handled_is_noticed()
    {
        await using var sprout = await SproutRun.StartAsync();
        await sprout.IsQuietAsync("SproutDeadLetters");
        await sprout.IsQuietAsync("SproutStateUnknown");

        // What no consumer of the endpoint knows.
        var queue = await sprout.Services.GetRequiredService<IBus>().GetSendEndpoint(new("queue:container"));
        await queue.Send(new DeletePod { ContainerId = Guid.NewGuid() });

        await sprout.AlertsAsync("SproutDeadLetters");
    }

    [Fact, Provokes("SproutQueueUnattended")]
    public async Task A_queue_without_a_consumer_is_noticed()
    {
        await using var sprout = await SproutRun.StartAsync(without: "provisioner");
        // One that was sent two minutes ago, and that nobody has taken.
        var then = DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeMilliseconds();
        await sprout.Database.ExecuteAsync("XADD", [SproutKeys.Prefix + "queue:provision-pod", $"{then}-0", "b", "{}"]);

        await sprout.AlertsAsync("SproutQueueUnattended");
    }

    [Fact, Provokes("SproutRedisAway")]
    public async Task A_Redis_that_is_away_is_noticed_and_so_is_its_return()
    {
        await using var sprout = await SproutRun.StartAsync();
        await sprout.IsQuietAsync("SproutRedisAway");

        await sprout.Redis.KillAsync();
        await sprout.AlertsAsync("SproutRedisAway");
        // What stood there before it went is not told as if it still did.
        await sprout.AlertsAsync("SproutStateUnknown");

        await sprout.Redis.RestartAsync();
        await Testing.Eventually.HoldsAsync("it is there again", async () => (await sprout.ScrapeAsync()).Sum("sprout_redis_connected") == 1);
    }

    [Fact, Provokes("SproutStateUnknown"), Provokes("SproutRequestsFail")]
    public async Task That_no_lifecycle_runs_is_noticed_and_so_are_requests_that_fail()
    {
        await using var sprout = await SproutRun.StartAsync([new("Gateway:RequestTimeout", "00:00:00.1")], without: "lifecycle");
        await sprout.IsQuietAsync("SproutRequestsFail");

        await sprout.AlertsAsync("SproutStateUnknown");
        await sprout.AlertsAsync("SproutRequestsFail", async () => (await sprout.CreateAsync()).Status.ShouldBe(503));
    }

    [Fact, Provokes("SproutNoObserver")]
    public async Task That_nobody_observes_is_noticed()
    {
        await using var sprout = await SproutRun.StartAsync([new("Lifecycle:Observer:LeaseDuration", "00:00:01")]);
        await sprout.IsQuietAsync("SproutNoObserver");

        sprout.Cluster.Faults = FaultOptions.Parse("probability=1,kinds=internal-error,resources=leases");

        await sprout.AlertsAsync("SproutNoObserver");
        (await sprout.ScrapeAsync()).Sum("sprout_observer_pods").ShouldBeNull();
    }

    [Fact, Provokes("SproutKubernetesErrors")]
    public async Task An_API_server_with_errors_is_noticed()
    {
        await using var sprout = await SproutRun.StartAsync();

        sprout.Cluster.Faults = FaultOptions.Parse("probability=1,kinds=internal-error");

        await sprout.AlertsAsync("SproutKubernetesErrors", () => sprout.GrowsAsync("sprout_kubernetes_call_duration_seconds_count", ("code", "500")));
    }

    [Fact, Provokes("SproutKubernetesForbidden")]
    public async Task A_role_that_lacks_a_verb_is_noticed()
    {
        await using var sprout = await SproutRun.StartAsync();

        sprout.RefusesPath = "/leases/";

        await sprout.AlertsAsync("SproutKubernetesForbidden", () => sprout.GrowsAsync("sprout_kubernetes_call_duration_seconds_count", ("code", "403"), ("verb", "get")));
    }

    [Fact, Provokes("SproutKubernetesSlow")]
    public async Task A_slow_API_server_is_noticed()
    {
        await using var sprout = await SproutRun.StartAsync(onCall: clock => (call, _) =>
        {
            if (call.Resource == "services")
                clock.Leap(TimeSpan.FromSeconds(6));
            return Task.CompletedTask;
        });

        await sprout.AlertsAsync("SproutKubernetesSlow", async () => await sprout.BecomesAsync((await sprout.CreateAsync()).Id, "running"));
    }

    [Fact, Provokes("SproutObserverSilent")]
    public async Task A_watch_that_says_nothing_is_noticed()
    {
        await using var sprout = await SproutRun.StartAsync();
        await sprout.IsQuietAsync("SproutObserverSilent");

        // The next bookmark is seconds away.
        sprout.Clock.Leap(TimeSpan.FromSeconds(200));

        await sprout.AlertsAsync("SproutObserverSilent");
    }

    [Fact, Provokes("SproutDeadlinesLate")]
    public async Task A_deadline_that_nobody_keeps_is_noticed()
    {
        await using var sprout = await SproutRun.StartAsync(prepare: services =>
            services.Remove(services.Last(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.ReturnType == typeof(DeadlineKeeper))));
        await sprout.IsQuietAsync("SproutDeadlinesLate");

        await sprout.CreateAsync();
        sprout.Clock.Leap(TimeSpan.FromDays(2));

        await sprout.AlertsAsync("SproutDeadlinesLate");
    }

    [Fact, Provokes("SproutContainersFail")]
    public async Task Containers_that_fail_are_noticed()
    {
        await using var sprout = await SproutRun.StartAsync([new("Lifecycle:Observer:UnschedulableGrace", "00:00:00.01")]);
        await sprout.IsQuietAsync("SproutContainersFail");

        await sprout.BecomesAsync((await sprout.CreateAsync("nginx:unschedulable")).Id, "failed");

        await sprout.AlertsAsync("SproutContainersFail");
    }

    [Fact, Provokes("SproutStartsSlow"), Provokes("SproutContainersStuck")]
    public async Task Slow_starts_are_noticed_and_so_are_stuck_ones()
    {
        await using var sprout = await SproutRun.StartAsync([new("Lifecycle:ProvisioningTimeout", "1.00:00:00")], onCall: clock => (call, _) =>
        {
            // Between the request and its pod.
            if (call is { Verb: "create", Resource: "pods" })
                clock.Leap(TimeSpan.FromMinutes(2));
            return Task.CompletedTask;
        });
        await sprout.IsQuietAsync("SproutContainersStuck");

        await sprout.AlertsAsync("SproutStartsSlow", async () => await sprout.BecomesAsync((await sprout.CreateAsync()).Id, "running"));

        await sprout.CreateAsync("nginx:never-ready");
        sprout.Clock.Leap(TimeSpan.FromMinutes(8));
        await sprout.AlertsAsync("SproutContainersStuck");
    }

    [Fact, Provokes("SproutQuotaExhausted")]
    public async Task A_quota_that_is_full_is_noticed()
    {
        await using var sprout = await SproutRun.StartAsync([new("Quota:Total", "1")]);
        await sprout.IsQuietAsync("SproutQuotaExhausted");

        (await sprout.CreateAsync()).Status.ShouldBe(202);
        (await sprout.CreateAsync()).Status.ShouldBe(429);

        await sprout.AlertsAsync("SproutQuotaExhausted");
        (await sprout.ScrapeAsync()).Sum("sprout_quota_denials_total", ("scope", "total")).GetValueOrDefault().ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact, Provokes("SproutCaptchasFail")]
    public async Task Captchas_that_nobody_solves_are_noticed()
    {
        await using var sprout = await SproutRun.StartAsync();
        using var scope = sprout.Services.CreateScope();
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<VerifyCaptcha>>();
        await sprout.IsQuietAsync("SproutCaptchasFail");

        // More than one in ten seconds.
        await sprout.AlertsAsync("SproutCaptchasFail", () => Task.WhenAll(Enumerable.Range(0, 100).Select(_ => FailAsync())));

        async Task FailAsync()
        {
            var answer = await client.GetResponse<CaptchaSolved, CaptchaRejected>(new VerifyCaptcha
            {
                Token = "none",
                Visitor = "somebody",
                AddressPrefix = "192.0.2.1/32",
                Solutions = [],
                Offset = 1,
                Track = [],
                Input = CaptchaInput.Pointer,
            });
            answer.Is(out Response<CaptchaRejected>? _).ShouldBeTrue();
        }
    }

    [Fact, Provokes("SproutLimitsUndecided")]
    public async Task Limits_that_cannot_be_counted_are_noticed()
    {
        await using var sprout = await SproutRun.StartAsync([new("RateLimits:Enabled", "true")]);
        await sprout.IsQuietAsync("SproutLimitsUndecided");

        await sprout.Redis.KillAsync();
        // Keys of services are free of limits.
        using var stranger = new HttpClient { BaseAddress = sprout.Http.BaseAddress };

        await sprout.AlertsAsync("SproutLimitsUndecided", async () => (await stranger.GetAsync(new Uri("containers", UriKind.Relative))).Dispose());
    }
}
