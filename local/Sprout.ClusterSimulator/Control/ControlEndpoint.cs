using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Calls;
using Sprout.ClusterSimulator.Faults;
using Sprout.ClusterSimulator.Nodes;
using Sprout.ClusterSimulator.Watches;

namespace Sprout.ClusterSimulator.Control;

/// <summary>How another process sets what goes wrong: <c>/simulator/faults</c>, <c>/simulator/nodes/{name}/lose</c> and so on. Meets no faults itself.</summary>
internal sealed class ControlEndpoint(FaultInjector faults, CallCounter calls, NodeController nodes, WatchHub watches)
{
    public static bool Takes(string path) => path.StartsWith("/simulator/", StringComparison.Ordinal);

    public async Task ServeAsync(HttpContext context)
    {
        var answer = (context.Request.Method, (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
        {
            ("GET", [_, "faults"]) => Answer.Text(FaultText.Format(faults.Rules) + "\n"),
            ("PUT", [_, "faults"]) => SetFaults(await BodyReader.ReadTextAsync(context.Request)),
            ("GET", [_, "faults", "struck"]) => Answer.Json(new JsonObject
            {
                ["struck"] = new JsonArray([.. faults.Struck.Select(Describe)]),
                ["delayed_pods"] = faults.DelayedPods,
            }),
            ("DELETE", [_, "faults", "struck"]) => Do(faults.CountAnew),
            ("GET", [_, "calls"]) => Answer.Json(new JsonObject { ["calls"] = new JsonArray([.. calls.All.Select(Describe)]) }),
            ("DELETE", [_, "calls"]) => Do(calls.Reset),
            ("POST", [_, "watches", "drop"]) => Do(watches.EndAll),
            ("POST", [_, "nodes", var name, "lose"]) => nodes.Lose(name) ? Done : NotSo($"There is no node {name}, or it is away already."),
            ("POST", [_, "nodes", var name, "return"]) => nodes.Return(name) ? Done : NotSo($"There is no node {name} that is away."),
            _ => Answer.Text("There are GET and PUT /simulator/faults, GET and DELETE /simulator/faults/struck and /simulator/calls, POST /simulator/watches/drop, and POST /simulator/nodes/{name}/lose and /return.\n", 404),
        };
        await answer.SendAsync(context);
    }

    private static Answer Done => Answer.Text("ok\n");

    private static Answer NotSo(string why) => Answer.Text(why + "\n", 409);

    private static Answer Do(Action act)
    {
        act();
        return Done;
    }

    private static JsonNode Describe(CallCount count) =>
        new JsonObject { ["verb"] = count.Verb, ["resource"] = count.Resource, ["user_agent"] = count.UserAgent, ["count"] = count.Count };

    private static JsonNode Describe(FaultCount count) =>
        new JsonObject { ["verb"] = count.Verb, ["kind"] = count.Kind.ToString(), ["count"] = count.Count };

    private Answer SetFaults(string text)
    {
        try
        {
            faults.Rules = FaultText.Parse(text);
            return Done;
        }
        catch (FormatException exception)
        {
            return Answer.Text(exception.Message + "\n", 400);
        }
    }
}
