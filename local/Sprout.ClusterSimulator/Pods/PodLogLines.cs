using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>What a container would have written, from what its status says; each line begins with its time.</summary>
internal static class PodLogLines
{
    public static IReadOnlyList<string> Of(JsonObject status, bool previous)
    {
        var state = previous ? status.Object("lastState") : status.Object("state");
        var ended = state.Object("terminated") ?? status.Object("lastState").Object("terminated");
        var started = state.Object("running").Text("startedAt") ?? ended.Text("startedAt") ?? "";
        var lines = new List<string>
        {
            $"{started} starting {status.Text("image")}",
            $"{started} this is a simulated container: nothing runs, these lines are made up",
        };
        if (state.Object("running") is null && ended is not null)
        {
            lines.Add(ended.Text("reason") == "OOMKilled"
                ? $"{ended.Text("finishedAt")} allocating more memory"
                : $"{ended.Text("finishedAt")} fatal: exiting with code {ended.Text("exitCode")}");
        }
        else
        {
            lines.Add($"{started} listening");
        }

        return lines;
    }
}
