namespace Sprout.ClusterSimulator.Pods;

/// <summary>
/// The course of every behaviour, in the words of Kubernetes 1.20 with containerd 1.4 (kubelet's images/image_manager.go and
/// kuberuntime/kuberuntime_container.go, containerd's remotes/docker, runc's libcontainer).
/// </summary>
internal static class PodCourses
{
    private static readonly ContainerExit OutOfMemory = new(137, "OOMKilled");
    private static readonly string[] Allocating = ["allocating more memory"];

    private static readonly Dictionary<PodBehaviour, PodCourse> All = new()
    {
        [PodBehaviour.Healthy] = new(),
        [PodBehaviour.Unschedulable] = new() { Unschedulable = "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity." },
        [PodBehaviour.UnschedulableByCpu] = new() { Unschedulable = "0/2 nodes are available: 2 Insufficient cpu." },
        [PodBehaviour.UnschedulableByMemory] = new() { Unschedulable = "0/2 nodes are available: 2 Insufficient memory." },
        [PodBehaviour.UnschedulableByTaint] = new() { Unschedulable = "0/2 nodes are available: 2 node(s) had taint {dedicated: gpu}, that the pod didn't tolerate." },
        [PodBehaviour.PullFails] = new() { PullProblem = image => Pull("NotFound", image, $"failed to resolve reference \"{image}\": {image}: not found") },
        [PodBehaviour.PullDenied] = new()
        {
            PullProblem = image => Pull(
                "Unknown",
                image,
                $"failed to resolve reference \"{image}\": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed"),
        },
        [PodBehaviour.PullOfOtherPlatform] = new() { PullProblem = image => Pull("NotFound", image, "no match for platform in manifest: not found") },
        [PodBehaviour.PullThrottled] = new()
        {
            PullProblem = image => Pull(
                "Unknown",
                image,
                "failed to copy: httpReaderSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/image/manifests/latest: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit"),
        },
        [PodBehaviour.RegistryAway] = new() { PullProblem = NoAnswer },
        [PodBehaviour.RegistryReturns] = new() { PullProblem = NoAnswer, FailedPulls = 3 },
        [PodBehaviour.NameInvalid] = new()
        {
            Problem = new("InvalidImageName", pod => $"Failed to apply default image tag \"{pod.Image}\": couldn't parse image reference \"{pod.Image}\": invalid reference format"),
        },
        [PodBehaviour.ConfigurationMissing] = new() { Problem = new("CreateContainerConfigError", _ => "configmap \"settings\" not found") },
        [PodBehaviour.RunsAsRoot] = new()
        {
            Problem = new("CreateContainerConfigError", pod => $"container has runAsNonRoot and image will run as root (pod: \"{pod.Name}_{pod.Namespace}({pod.Uid})\", container: {pod.ContainerNames})"),
        },
        [PodBehaviour.NoCommand] = new()
        {
            Problem = new("CreateContainerError", pod => $"failed to generate container \"{pod.Uid}\" spec: failed to generate spec: no command specified"),
        },
        [PodBehaviour.CommandMissing] = new()
        {
            Problem = new(
                "RunContainerError",
                _ => "failed to create containerd task: OCI runtime create failed: container_linux.go:370: starting container process caused: exec: \"serve\": executable file not found in $PATH: unknown",
                IsTried: true),
        },
        [PodBehaviour.Crashes] = new()
        {
            Exit = new(3, "Error"),
            Output = ["reading /etc/app/settings.json"],
            LastOutput = ["Error: listen EADDRINUSE: address already in use 0.0.0.0:80", "    at Server.setupListenHandle [as _listen2] (net.js:1318:16)", "fatal: exiting with code 3"],
        },
        [PodBehaviour.CrashesAfterReady] = new()
        {
            Exit = new(1, "Error"),
            AfterReady = PodStage.Exit,
            LastOutput = ["GET /orders 500", "panic: runtime error: invalid memory address or nil pointer dereference"],
        },
        [PodBehaviour.Completes] = new() { Exit = new(0, "Completed"), Output = ["reading from a terminal"], LastOutput = ["nothing more to do"] },
        [PodBehaviour.RunsOutOfMemory] = new() { Exit = OutOfMemory, LastOutput = Allocating },
        [PodBehaviour.RunsOutOfMemoryAfterReady] = new() { Exit = OutOfMemory, AfterReady = PodStage.Exit, LastOutput = Allocating },
        [PodBehaviour.NeverReady] = new() { IsNeverReady = true, Output = ["waiting for the database"] },
        [PodBehaviour.ReadyLate] = new() { ReadySlowness = 100 },
        [PodBehaviour.IsEvicted] = new()
        {
            AfterReady = PodStage.Evict,
            Eviction = new(_ => "The node was low on resource: memory. Container main was using 180Mi, which exceeds its request of 64Mi. ", IsForItsNode: true),
        },
        [PodBehaviour.FillsItsDisk] = new()
        {
            AfterReady = PodStage.Evict,
            Eviction = new(pod => pod.DiskLimit is { } limit ? $"Pod ephemeral local storage usage exceeds the total limit of containers {limit}. " : null),
        },
        [PodBehaviour.IsPreempted] = new() { AfterReady = PodStage.Preempt },
        [PodBehaviour.LosesNode] = new() { AfterReady = PodStage.LoseNode },
        [PodBehaviour.Slow] = new() { Slowness = 20 },
        [PodBehaviour.Chatty] = new() { Output = [.. Enumerable.Range(1, 2000).Select(number => $"line {number}"), "listening"] },
    };

    public static PodCourse Of(PodBehaviour behaviour) => All[behaviour];

    private static string Pull(string code, string image, string problem) =>
        $"rpc error: code = {code} desc = failed to pull and unpack image \"{image}\": {problem}";

    private static string NoAnswer(string image)
    {
        var host = image.Split('/')[0] is var first && first.Contains('.', StringComparison.Ordinal) ? first : "registry-1.docker.io";
        return Pull("Unknown", image, $"failed to resolve reference \"{image}\": failed to do request: Head \"https://{host}/v2/\": dial tcp 203.0.113.7:443: i/o timeout");
    }
}
