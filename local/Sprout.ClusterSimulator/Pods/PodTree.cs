using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>A pod's JSON, written the way a kubelet writes it.</summary>
internal sealed class PodTree(JsonObject tree, DateTimeOffset now)
{
    private readonly string time = Timestamps.Seconds(now);

    public JsonObject Spec { get; } = tree.GetOrAddObject("spec");

    public JsonObject Status { get; } = tree.GetOrAddObject("status");

    public string Uid => tree.Metadata().Text("uid") ?? "";

    public string Name => tree.Metadata().Text("name") ?? "";

    public string Namespace => tree.Metadata().Text("namespace") ?? "";

    public IEnumerable<JsonObject> Containers => Spec.Array("containers").Objects();

    public IEnumerable<JsonObject> ContainerStatuses => Status.Array("containerStatuses").Objects();

    public string Image => Containers.FirstOrDefault()?.Text("image") ?? "";

    public string NodeName => Spec.Text("nodeName") ?? "";

    public string Address => Status.Text("podIP") ?? "";

    /// <summary>What its first container waits for; null when it does not.</summary>
    public string? WaitingReason => ContainerStatuses.FirstOrDefault().Object("state").Object("waiting").Text("reason");

    /// <summary>A container of it has ended, now or before.</summary>
    public bool HasEndedBefore => ContainerStatuses.Any(status =>
        status.Object("state")?.ContainsKey("terminated") == true || status.Object("lastState")?.ContainsKey("terminated") == true);

    /// <summary>Most that its containers together may have on their node's disk; null where that is not said.</summary>
    public string? DiskLimit => PodResources.Of(Spec).LimitsDisk is > 0 and var limit ? QuotaUse.Amount("limits.ephemeral-storage", limit).ToString() : null;

    public bool HasReadinessProbe => Containers.Any(container => container.Object("readinessProbe") is not null);

    public string ContainerNames => string.Join(' ', Containers.Select(container => container.Text("name")));

    public long RestartCount => ContainerStatuses.Select(status => status.Number("restartCount") ?? 0).DefaultIfEmpty().Max();

    public void SetCondition(string type, bool isTrue, string? reason = null, string? message = null)
    {
        var conditions = Status.Array("conditions");
        if (conditions is null)
        {
            Status["conditions"] = conditions = [];
        }

        var condition = conditions.Objects().FirstOrDefault(each => each.Text("type") == type);
        if (condition is null)
        {
            conditions.Add((JsonNode)(condition = new JsonObject { ["type"] = type, ["status"] = "", ["lastProbeTime"] = null }));
        }

        var value = isTrue ? "True" : "False";
        if (condition.Text("status") != value)
        {
            condition["status"] = value;
            condition["lastTransitionTime"] = time;
        }

        SetOrRemove(condition, "reason", reason);
        SetOrRemove(condition, "message", message);
    }

    public void SetReady(bool isReady)
    {
        var (reason, message) = isReady ? (null, (string?)null) : ("ContainersNotReady", $"containers with unready status: [{ContainerNames}]");
        SetCondition("Ready", isReady, reason, message);
        SetCondition("ContainersReady", isReady, reason, message);
        foreach (var status in ContainerStatuses)
        {
            status["ready"] = isReady;
        }
    }

    /// <summary>Every container begins to wait, as when the kubelet first sees the pod.</summary>
    public void CreateContainerStatuses()
    {
        var restarts = RestartCount;
        Status["containerStatuses"] = new JsonArray([.. Containers.Select(container => new JsonObject
        {
            ["name"] = container.Text("name"),
            ["state"] = new JsonObject(),
            ["lastState"] = new JsonObject(),
            ["ready"] = false,
            ["restartCount"] = restarts,
            ["image"] = container.Text("image"),
            ["imageID"] = "",
            ["started"] = false,
        })]);
    }

    public void Wait(string reason, string? message)
    {
        var waiting = new JsonObject { ["reason"] = reason };
        SetOrRemove(waiting, "message", message);
        SetState(waiting, "waiting", isStarted: false);
    }

    /// <summary>Every container runs; one that ended before keeps how, and counts its restart.</summary>
    public void Run(bool isRestart)
    {
        foreach (var status in ContainerStatuses)
        {
            if (isRestart)
            {
                status["restartCount"] = (status.Number("restartCount") ?? 0) + 1;
            }

            var image = status.Text("image");
            status["imageID"] = $"docker-pullable://{image}@sha256:{Hash(image ?? "")}";
            status["containerID"] = $"containerd://{Hash($"{Uid}/{status.Text("name")}/{status.Text("restartCount")}")}";
        }

        SetState(new JsonObject { ["startedAt"] = time }, "running", isStarted: true);
    }

    public void Exit(ContainerExit exit)
    {
        foreach (var status in ContainerStatuses)
        {
            var ended = new JsonObject
            {
                ["exitCode"] = exit.Code,
                ["reason"] = exit.Reason,
                ["startedAt"] = status.Object("state").Object("running").Text("startedAt") ?? time,
                ["finishedAt"] = time,
                ["containerID"] = status.Text("containerID"),
            };
            status["state"] = new JsonObject { ["terminated"] = ended };
            status["started"] = false;
        }
    }

    /// <summary>Every container was made, but its process could not be started.</summary>
    public void EndUnstarted(string reason, string message)
    {
        foreach (var status in ContainerStatuses)
        {
            if (status.Object("lastState")?.ContainsKey("terminated") == true)
            {
                status["restartCount"] = (status.Number("restartCount") ?? 0) + 1;
            }

            var ended = new JsonObject
            {
                ["exitCode"] = 128,
                ["reason"] = reason,
                ["message"] = message,
                ["startedAt"] = "1970-01-01T00:00:00Z",
                ["finishedAt"] = time,
                ["containerID"] = $"containerd://{Hash($"{Uid}/{status.Text("name")}/{status.Text("restartCount")}")}",
            };
            status["state"] = new JsonObject { ["terminated"] = ended };
        }
    }

    /// <summary>Writes the spec's images into the status; true when a container was running another one until now.</summary>
    public bool TakeNewImages()
    {
        var isReplaced = false;
        foreach (var container in Containers)
        {
            if (ContainerStatuses.FirstOrDefault(each => each.Text("name") == container.Text("name")) is { } status && status.Text("image") != container.Text("image"))
            {
                status["image"] = container.Text("image");
                isReplaced |= status.Object("state")?.ContainsKey("running") == true;
            }
        }

        return isReplaced;
    }

    public void SetStartTime() => Status.SetDefault("startTime", time);

    /// <summary>A kubelet 1.20 writes the status of a pod that it puts out anew, without conditions, containers and addresses.</summary>
    public void ForgetAllButItsStart()
    {
        foreach (var name in Status.Select(member => member.Key).Where(name => name != "startTime").ToList())
        {
            Status.Remove(name);
        }
    }

    public void GiveAddress(IdSource ids)
    {
        if (Status.Text("podIP") is null)
        {
            var address = ids.NextPodIP();
            Status["podIP"] = address;
            Status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address });
        }
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private static void SetOrRemove(JsonObject node, string name, string? value)
    {
        if (value is null)
        {
            node.Remove(name);
        }
        else
        {
            node[name] = value;
        }
    }

    private void SetState(JsonObject state, string kind, bool isStarted)
    {
        foreach (var status in ContainerStatuses)
        {
            if (status.Object("state").Object("terminated") is { } ended)
            {
                status["lastState"] = new JsonObject { ["terminated"] = ended.DeepClone() };
            }

            status["state"] = new JsonObject { [kind] = state.DeepClone() };
            status["started"] = isStarted;
            status["ready"] = false;
        }
    }
}
