using System.Text.Json.Nodes;
using Sprout.Testing;

namespace Sprout.ClusterSimulator.Tests.Simulator;

public sealed class When_an_image_is_made_to_fail
{
    [Theory]
    [InlineData("nginx:does-not-exist", "ErrImagePull")]
    [InlineData("no-such-image", "ImagePullBackOff")]
    [InlineData("crash", "CrashLoopBackOff")]
    [InlineData("oom", "CrashLoopBackOff")]
    [InlineData("completes", "CrashLoopBackOff")]
    [InlineData("crash-after-ready", "CrashLoopBackOff")]
    [InlineData("command-missing", "CrashLoopBackOff")]
    public async Task Its_container_waits_for_a_reason(string image, string reason)
    {
        await using var cluster = await StartAsync(image);
        await cluster.UntilAsync("pods", "one", pod => Status(pod)?["state"]!["waiting"]?["reason"]?.GetValue<string>() == reason);
    }

    [Theory]
    [InlineData("no-access", "ErrImagePull", "may require authorization")]
    [InlineData("wrong-platform", "ErrImagePull", "no match for platform in manifest")]
    [InlineData("pull-throttled", "ErrImagePull", "429 Too Many Requests")]
    [InlineData("registry.example.test/registry-away", "ErrImagePull", "Head \"https://registry.example.test/v2/\": dial tcp 203.0.113.7:443: i/o timeout")]
    [InlineData("bad-name", "InvalidImageName", "invalid reference format")]
    [InlineData("config-missing", "CreateContainerConfigError", "configmap \"settings\" not found")]
    [InlineData("runs-as-root", "CreateContainerConfigError", "container has runAsNonRoot and image will run as root (pod: \"one_")]
    [InlineData("no-command", "CreateContainerError", "no command specified")]
    [InlineData("command-missing", "RunContainerError", "executable file not found in $PATH")]
    public async Task Its_container_tells_why_it_waits(string image, string reason, string message)
    {
        await using var cluster = await StartAsync(image);
        var pod = await cluster.UntilAsync("pods", "one", each => Status(each)?["state"]!["waiting"]?["reason"]?.GetValue<string>() == reason);
        Status(pod)!["state"]!["waiting"]!["message"]!.GetValue<string>().ShouldContain(message);
    }

    [Theory]
    [InlineData("crash", 3, "Error")]
    [InlineData("crash-after-ready", 1, "Error")]
    [InlineData("completes", 0, "Completed")]
    [InlineData("command-missing", 128, "StartError")]
    [InlineData("oom-after-ready", 137, "OOMKilled")]
    [InlineData("oom", 137, "OOMKilled")]
    public async Task It_is_restarted_and_tells_how_it_ended(string image, int exitCode, string reason)
    {
        await using var cluster = await StartAsync(image);
        var pod = await cluster.UntilAsync("pods", "one", each => Status(each)?["restartCount"]!.GetValue<int>() > 0);
        var ended = Status(pod)!["lastState"]!["terminated"]!;
        (ended["exitCode"]!.GetValue<int>(), ended["reason"]!.GetValue<string>()).ShouldBe((exitCode, reason));
    }

    [Theory]
    [InlineData("unschedulable", "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity.")]
    [InlineData("unschedulable-cpu", "0/2 nodes are available: 2 Insufficient cpu.")]
    [InlineData("unschedulable-memory", "0/2 nodes are available: 2 Insufficient memory.")]
    [InlineData("unschedulable-taint", "0/2 nodes are available: 2 node(s) had taint {dedicated: gpu}, that the pod didn't tolerate.")]
    public async Task An_unschedulable_pod_says_so_in_a_condition(string image, string message)
    {
        await using var cluster = await StartAsync(image);
        var pod = await cluster.UntilAsync("pods", "one", each => each["status"]!["conditions"]?[0]!["reason"]!.GetValue<string>() == "Unschedulable");
        pod["status"]!["conditions"]![0]!["message"]!.GetValue<string>().ShouldBe(message);
    }

    [Theory]
    [InlineData("registry-returns")]
    [InlineData("ready-late")]
    [InlineData("slow")]
    [InlineData("chatty")]
    public async Task Patience_is_rewarded(string image)
    {
        await using var cluster = await StartAsync(image);
        await cluster.UntilAsync("pods", "one", Samples.IsReady);
    }

    [Theory]
    [InlineData("crash-after-ready")]
    [InlineData("oom-after-ready")]
    [InlineData("evict")]
    [InlineData("node-lost")]
    public async Task One_that_breaks_later_was_ready(string image)
    {
        await using var cluster = await StartAsync(image);
        await cluster.UntilAsync("pods", "one", Samples.IsReady);
        await cluster.UntilAsync("pods", "one", pod => !Samples.IsReady(pod));
    }

    [Theory]
    [InlineData("preempt", "PreemptionByScheduler", false)]
    [InlineData("node-lost", "DeletionByTaintManager", true)]
    public async Task One_that_must_go_says_why_and_is_deleted(string image, string reason, bool staysUntilForced)
    {
        await using var cluster = await StartAsync(image);
        var pod = await cluster.UntilAsync("pods", "one", each => each["metadata"]!["deletionTimestamp"] is not null);
        pod["status"]!["conditions"]!.AsArray().Single(each => each!["type"]!.GetValue<string>() == "DisruptionTarget")!["reason"]!.GetValue<string>().ShouldBe(reason);
        if (staysUntilForced)
        {
            (await cluster.DeleteAsync(cluster.Path("pods", "one"), """{"gracePeriodSeconds":0}""")).Code.ShouldBe(200);
        }

        await cluster.UntilGoneAsync("pods", "one");
    }

    [Fact]
    public async Task An_annotation_says_so_as_well()
    {
        await using var cluster = await StartAsync("nginx", more: ""","annotations":{"simulator.sprout.dev/behaviour":"NoCommand"}""");
        await cluster.UntilAsync("pods", "one", pod => Status(pod)?["state"]!["waiting"]?["reason"]?.GetValue<string>() == "CreateContainerError");
    }

    [Theory]
    [InlineData("crash", "", "fatal: exiting with code 3")]
    [InlineData("crash-after-ready", "?previous=true", "panic: runtime error: invalid memory address or nil pointer dereference")]
    [InlineData("oom", "?previous=true&tailLines=1", "allocating more memory")]
    public async Task Its_last_words_are_kept(string image, string query, string line)
    {
        await using var cluster = await StartAsync(image);
        await cluster.UntilAsync("pods", "one", pod => Status(pod)?["restartCount"]!.GetValue<int>() > 0 && Status(pod)!["state"]!["waiting"] is not null);
        // It may run once more by now, and has not come to its last words again.
        await Eventually.HoldsAsync(line, async () => (await cluster.GetAsync(cluster.Path("pods", "one") + "/log" + query)).Text.TrimEnd().Split('\n')[^1] == line);
    }

    [Fact]
    public async Task A_pod_that_wants_more_than_a_node_has_is_unschedulable()
    {
        await using var cluster = await StartAsync("nginx", "9");
        var pod = await cluster.UntilAsync("pods", "one", each => each["status"]!["conditions"] is not null);
        pod["status"]!["conditions"]![0]!["message"]!.GetValue<string>().ShouldBe("0/2 nodes are available: 2 Insufficient cpu.");
    }

    [Fact]
    public async Task An_evicted_pod_has_failed()
    {
        await using var cluster = await StartAsync("evict");
        await cluster.UntilAsync("pods", "one", pod => pod["status"]!["phase"]!.GetValue<string>() == "Failed" && pod["status"]!["reason"]!.GetValue<string>() == "Evicted");
    }

    [Fact]
    public async Task One_that_writes_more_than_its_limit_is_put_out_and_without_a_limit_it_stays()
    {
        await using var cluster = await StartAsync("disk-full");
        (await cluster.PostAsync("pods", Samples.Pod("two", "disk-full").Replace("\"cpu\":\"100m\"", "\"cpu\":\"100m\",\"ephemeral-storage\":\"20Mi\"", StringComparison.Ordinal))).Code.ShouldBe(201);

        var pod = await cluster.UntilAsync("pods", "two", each => each["status"]!["reason"]?.GetValue<string>() == "Evicted");

        var status = pod["status"]!.AsObject();
        status.Select(member => member.Key).ShouldBe(["startTime", "phase", "reason", "message"], ignoreOrder: true, "it is all that a kubelet 1.20 leaves");
        status["phase"]!.GetValue<string>().ShouldBe("Failed");
        status["message"]!.GetValue<string>().ShouldBe("Pod ephemeral local storage usage exceeds the total limit of containers 20Mi. ");
        await cluster.UntilAsync("pods", "one", Samples.IsReady);
    }

    private static JsonNode? Status(JsonNode pod) => pod["status"]!["containerStatuses"]?[0];

    private static async Task<TestCluster> StartAsync(string image, string cpu = "100m", string more = "")
    {
        var cluster = await TestCluster.SimulateAsync(new ClusterSimulatorOptions
        {
            BackOff = TimeSpan.FromMilliseconds(20),
            Start = TimeSpan.FromMilliseconds(10),
            Lifetime = TimeSpan.FromMilliseconds(20),
            EvictAfter = TimeSpan.FromMilliseconds(20),
        });
        await cluster.CreateNamespaceAsync();
        (await cluster.PostAsync("pods", Samples.Pod("one", image, more: more).Replace("100m", cpu, StringComparison.Ordinal))).Code.ShouldBe(201);
        return cluster;
    }
}
