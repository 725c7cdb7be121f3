using Sprout.Contracts;
using Sprout.Lifecycle.Observer.Readings;
using static Sprout.Lifecycle.Tests.Statuses;

namespace Sprout.Lifecycle.Tests;

/// <summary>Messages of the schedulers of Kubernetes 1.20 to 1.34.</summary>
public sealed class When_no_node_takes_a_pod
{
    [Theory]
    [InlineData("enough CPU left", "0/1 nodes are available: 1 Insufficient cpu.")]
    [InlineData("enough memory left", "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient memory. preemption: 0/3 nodes are available: 1 Preemption is not helpful for scheduling, 2 No preemption victims found for incoming pod.")]
    [InlineData("enough CPU and memory left", "0/2 nodes are available: 1 Insufficient memory, 2 Insufficient cpu.")]
    [InlineData("as many pods as they may", "0/2 nodes are available: 2 Too many pods.")]
    [InlineData("enough disk left", "0/1 nodes are available: 1 Insufficient ephemeral-storage.")]
    [InlineData("has what the container needs left", "0/1 nodes are available: 1 Insufficient example.com/gpu.")]
    [InlineData("reserved for other work", "0/1 nodes are available: 1 node(s) had taint {keep: out}, that the pod didn't tolerate.")]
    [InlineData("reserved for other work", "0/1 nodes are available: 1 node(s) had untolerated taint {gpu: }. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling..")]
    [InlineData("No node is ready", "0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }.")]
    [InlineData("take no new pods", "0/1 nodes are available: 1 node(s) were unschedulable.")]
    [InlineData("of the kind that containers are meant for", "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity.")]
    [InlineData("of the kind that containers are meant for", "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.")]
    [InlineData("has no nodes", "no nodes available to schedule pods")]
    [InlineData("No node could take", "0/1 nodes are available: 1 node(s) didn't find available persistent volumes to bind.")]
    public void The_schedulers_words_say_why(string words, string message)
    {
        var failure = SchedulingReading.Failure(message);

        failure.Message.ShouldContain(words);
        failure.Message.ShouldEndWith(").");
        failure.Message.ShouldNotContain("reemption");
        (failure.Phase, failure.Reason).ShouldBe((FailurePhase.Scheduling, FailureReason.Unschedulable));
        failure.Hint.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void A_cluster_whose_clock_is_another_takes_no_patience_away(int ahead)
    {
        var now = Since.AddSeconds(ahead);
        var pod = Next(Unscheduled("0/2 nodes are available: 2 Insufficient cpu."), Next("{}", before: null, now), now);

        pod.FailsAt(now.AddSeconds(59)).ShouldBeFalse();
        pod.FailsAt(now.AddSeconds(60)).ShouldBeTrue();
    }

    [Fact]
    public void Patience_ends_also_where_the_condition_has_no_time()
    {
        var status = Unscheduled("0/2 nodes are available: 2 Insufficient cpu.").Replace(",\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"", "", StringComparison.Ordinal);
        var pod = Next(status, Read(status), Since.AddSeconds(50));

        pod.FailsAt(Since.AddSeconds(60)).ShouldBeTrue();
    }

    [Fact]
    public void It_counts_only_after_a_while()
    {
        var pod = Read(Unscheduled("0/2 nodes are available: 2 Insufficient cpu."));

        pod.FailsAt(Since.AddSeconds(59)).ShouldBeFalse();
        pod.FailsAt(Since.AddSeconds(60)).ShouldBeTrue();
    }
}
