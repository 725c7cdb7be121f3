using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Objects;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>What a container would have written, from what its status says; each line begins with its time.</summary>
internal static class PodLogLines
{
    public static IReadOnlyList<string> Of(JsonObject status, PodCourse course, bool previous)
    {
        var state = previous ? status.Object("lastState") : status.Object("state");
        var ended = state.Object("running") is null ? state.Object("terminated") ?? status.Object("lastState").Object("terminated") : null;
        if (ended.Text("reason") == "StartError")
        {
            return []; // no process, no words
        }

        var started = state.Object("running").Text("startedAt") ?? ended.Text("startedAt") ?? "";
        var lines = new List<string>
        {
            $"{started} starting {status.Text("image")}",
            $"{started} this is a simulated container: nothing runs, these lines are made up",
        };
        lines.AddRange(course.Output.Select(line => $"{started} {line}"));
        if (ended is not null)
        {
            lines.AddRange(course.LastOutput.Select(line => $"{ended.Text("finishedAt")} {line}"));
        }

        return lines;
    }
}
