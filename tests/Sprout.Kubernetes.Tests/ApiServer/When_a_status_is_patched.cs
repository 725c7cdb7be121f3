using Sprout.Kubernetes.Models;
using Sprout.Testing;

namespace Sprout.Kubernetes.Tests.ApiServer;

public sealed class When_a_status_is_patched
{
    [Theory]
    [OnEveryCluster]
    public async Task Only_what_the_patch_names_changes(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        var pod = await sandbox.CreatePodAsync(UnschedulablePod(sandbox));

        var patched = await sandbox.Client.PatchStatusAsync<V1Pod>("one", sandbox.Namespace, new { Status = new { Message = "waits", Reason = "Spec" } }, Sandbox.Token);

        patched.Status!.Message.ShouldBe("waits");
        patched.Status.Reason.ShouldBe("Spec");
        patched.Status.Phase.ShouldBe("Pending");
        patched.Metadata.Uid.ShouldBe(pod.Metadata.Uid);
        patched.Spec!.Containers!.Count.ShouldBe(1);
    }

    [Theory]
    [OnEveryCluster]
    public async Task The_spec_stays_as_it_is_even_where_the_patch_names_it(string cluster)
    {
        await using var sandbox = await Sandbox.OnAsync(cluster);
        await sandbox.CreatePodAsync(UnschedulablePod(sandbox));

        var patched = await sandbox.Client.PatchStatusAsync<V1Pod>(
            "one", sandbox.Namespace, new { Spec = new { ActiveDeadlineSeconds = 5 }, Status = new { Message = "waits" } }, Sandbox.Token);

        patched.Spec!.ActiveDeadlineSeconds.ShouldBeNull();
        patched.Status!.Message.ShouldBe("waits");
    }

    private static V1Pod UnschedulablePod(Sandbox sandbox) =>
        new()
        {
            Metadata = sandbox.Meta("one"),
            Spec = new V1PodSpec
            {
                AutomountServiceAccountToken = false,
                NodeSelector = new Dictionary<string, string> { ["sprout.dev/no-such-node"] = "true" },
                Containers = [new V1Container { Name = "main", Image = "nginx" }],
            },
        };
}
