using System.Text.Json;
using Sprout.Contracts;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;
using Sprout.Lifecycle.Observer;

namespace Sprout.Lifecycle.Tests;

/// <summary>Statuses as kubelet, scheduler and node controller write them.</summary>
public sealed class When_a_pods_status_is_read
{
    private static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"phase":"Pending"}""")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"main","image":"x","state":{"waiting":{"reason":"ContainerCreating"}}}]}""")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"main","image":"x","state":{"waiting":{"reason":"ErrImagePull","message":"not found"}}}]}""")]
    [InlineData("""{"phase":"Running","conditions":[{"type":"Ready","status":"False","reason":"ContainersNotReady"}]}""")]
    public void On_its_way_it_says_nothing(string status) =>
        Read(status).Signal.ShouldBe(PodSignal.None);

    [Fact]
    public void Ready_says_since_when()
    {
        var signal = Read("""{"phase":"Running","conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}]}""").Signal;

        signal.ShouldBe(new(PodSignalKind.Ready, At: Since));
    }

    [Theory]
    [InlineData(FailureReason.ImagePullFailed, FailurePhase.Pulling, """{"containerStatuses":[{"name":"main","image":"x:1","state":{"waiting":{"reason":"ImagePullBackOff","message":"Back-off pulling image"}}}]}""")]
    [InlineData(FailureReason.ImagePullFailed, FailurePhase.Pulling, """{"containerStatuses":[{"name":"main","image":"X:1","state":{"waiting":{"reason":"InvalidImageName"}}}]}""")]
    [InlineData(FailureReason.CrashLoop, FailurePhase.Starting, """{"containerStatuses":[{"name":"main","restartCount":2,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":3,"reason":"Error"}}}]}""")]
    [InlineData(FailureReason.OutOfMemory, FailurePhase.Starting, """{"containerStatuses":[{"name":"main","restartCount":2,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]}""")]
    [InlineData(FailureReason.ConfigurationInvalid, FailurePhase.Starting, """{"containerStatuses":[{"name":"main","state":{"waiting":{"reason":"CreateContainerError","message":"no command specified"}}}]}""")]
    [InlineData(FailureReason.Evicted, FailurePhase.Running, """{"phase":"Failed","reason":"Evicted","message":"The node was low on resource: memory."}""")]
    [InlineData(FailureReason.NodeLost, FailurePhase.Running, """{"phase":"Running","reason":"NodeLost","message":"Node n1 which was running pod p is unresponsive"}""")]
    [InlineData(FailureReason.Exited, FailurePhase.Starting, """{"phase":"Succeeded"}""")]
    public void Trouble_has_a_reason_a_phase_and_a_hint(FailureReason reason, FailurePhase phase, string status)
    {
        var failure = Read(status).Signal.Failure.ShouldNotBeNull();

        (failure.Reason, failure.Phase).ShouldBe((reason, phase));
        failure.Message.ShouldEndWith(".");
        failure.Hint.ShouldNotBeEmpty();
    }

    [Fact]
    public void Unschedulable_counts_only_after_a_while()
    {
        var pod = Read("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/2 nodes are available: 2 Insufficient cpu.","lastTransitionTime":"2026-01-01T00:00:00Z"}]}""");

        pod.SignalAt(Since.AddSeconds(59)).ShouldBe(PodSignal.None);
        pod.SignalAt(Since.AddSeconds(60)).Failure!.Reason.ShouldBe(FailureReason.Unschedulable);
    }

    [Fact]
    public void One_that_is_being_deleted_says_nothing_more()
    {
        var pod = Read("""{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}""", deleted: true);

        pod.Signal.ShouldBe(PodSignal.None);
        pod.IsTerminating.ShouldBeTrue();
    }

    [Fact]
    public void One_that_was_ready_and_crashes_was_running()
    {
        var ready = Read("""{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}""");

        var crashed = Read("""{"containerStatuses":[{"name":"main","restartCount":1,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}""", ready);

        crashed.WasReady.ShouldBeTrue();
        crashed.Signal.Failure!.Phase.ShouldBe(FailurePhase.Running);
    }

    [Fact]
    public void One_without_a_containers_id_is_not_ours() =>
        ObservedPod.Read(new() { Metadata = new() { Name = "x", Uid = "u" } }, before: null, TimeSpan.Zero).ShouldBeNull();

    private static ObservedPod Read(string status, ObservedPod? before = null, bool deleted = false)
    {
        var pod = new V1Pod
        {
            Metadata = new()
            {
                Name = "c",
                Uid = "uid-1",
                DeletionTimestamp = deleted ? Since : null,
                Labels = new Dictionary<string, string> { ["sprout.dev/container"] = before?.ContainerId.ToString("D") ?? Guid.NewGuid().ToString("D") },
            },
            Status = JsonSerializer.Deserialize<V1PodStatus>(status, KubernetesJson.Options),
        };
        return ObservedPod.Read(pod, before, TimeSpan.FromSeconds(60)).ShouldNotBeNull();
    }
}
