using System.Net;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>
/// A journey during which everything is killed, and what must hold afterwards: two containers of an owner with a quota, of which the first is deleted.
/// In the simulator, or in the cluster of a kubeconfig.
/// </summary>
public sealed class CrashRun(string data, string? kubeconfig = null)
{
    // Redelivery is what heals a crash; with the waits of production a test would take minutes.
    private readonly Dictionary<string, string> _environment = new()
    {
        ["Lifecycle__StepInterval"] = "00:00:01",
        ["Lifecycle__KeeperInterval"] = "00:00:00.1",
        ["Lifecycle__Observer__SweepInterval"] = "00:00:01",
        ["Quota__PerServiceOwner"] = "3",
        ["KUBECONFIG"] = kubeconfig ?? "",
    };

    private readonly string[] _arguments = kubeconfig is null ? [] : ["--cluster"];

    private Guid? _first;
    private Guid? _second;
    private bool _deletes;

    /// <summary>The points that an undisturbed journey reaches, each with the number of its turn: <c>after-send:ProvisionPod#2</c>.</summary>
    public async Task<IReadOnlyList<string>> TraceAsync()
    {
        var trace = Path.Combine(data, "trace");
        await using (var sprout = await SproutProcess.UpAsync(data, _arguments, With("SPROUT_TRACE_POINTS", trace)))
            await WalkAsync(sprout);

        var turns = new Dictionary<string, int>();
        return [.. File.ReadLines(trace).Where(ChangesSomething).Select(point => $"{point}#{turns[point] = turns.GetValueOrDefault(point) + 1}")];
    }

    /// <summary>Walks the journey until the process dies at that point: whether it did.</summary>
    public async Task<bool> CrashAtAsync(string point)
    {
        await using var sprout = SproutProcess.Start(data, _arguments, With("SPROUT_CRASH_AT", point));
        return !await sprout.BecomesReadyAsync() || await IsCutShortAsync(sprout);
    }

    /// <summary>Walks the journey and kills everything after that time: whether the journey was not over yet.</summary>
    public async Task<bool> CrashAfterAsync(TimeSpan time)
    {
        await using var sprout = await SproutProcess.UpAsync(data, _arguments, _environment);
        using var timer = new Timer(_ => sprout.Kill(), state: null, time, Timeout.InfiniteTimeSpan);
        return await IsCutShortAsync(sprout);
    }

    /// <summary>Starts again and holds everything to its word.</summary>
    public async Task RecoverAsync()
    {
        await using var sprout = await SproutProcess.UpAsync(data, _arguments, _environment);
        var (left, accepted) = (new WhatIsLeft(sprout, kubeconfig), (_first, _second));
        await WalkAsync(sprout);

        // What was answered 202 is there, and the same request meets the same container.
        (accepted._first ?? _first).ShouldBe(_first);
        (accepted._second ?? _second).ShouldBe(_second);
        (await left.ObjectsOfAsync(_second)).ShouldBe((1, 1, 1));
        await Eventually.HoldsAsync("nothing of a deleted container", async () => await left.ObjectsOfAsync() == (1, 1, 1));
        (await left.SlotsAsync()).ShouldBe([_second!.Value]);
        (await left.StoryOfAsync(_second.Value)).ShouldBe(["container.created", "container.running"]);
        (await left.StoryOfAsync(_first!.Value)).ShouldBe(["container.created", "container.running", "container.deleting", "container.deleted"]);

        using var client = sprout.Client();
        await client.DeleteAsync(_second.Value);
        await client.WaitUntilAsync(_second.Value, "deleted");
        await Eventually.HoldsAsync("nothing at all", async () => await left.ObjectsOfAsync() == (0, 0, 0));
        (await left.SlotsAsync()).ShouldBeEmpty();
        (await sprout.TerminateAsync()).ShouldBe(0, sprout.Output);
    }

    private static bool ChangesSomething(string point) =>
        !point.Contains("http:GET", StringComparison.Ordinal) && !point.Contains("kube:GET", StringComparison.Ordinal) && !point.Contains("leases", StringComparison.Ordinal);

    private Dictionary<string, string> With(string name, string value) => new(_environment) { [name] = value };

    private async Task<bool> IsCutShortAsync(SproutProcess sprout)
    {
        try
        {
            await WalkAsync(sprout);
            return false;
        }
        catch (Exception exception) when (exception is HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError } or IOException)
        {
            await sprout.ExitsAsync();
            return true;
        }
    }

    // Each step may have been taken before a crash; taken again, it changes nothing.
    private async Task WalkAsync(SproutProcess sprout)
    {
        using var client = sprout.Client();
        _first = await client.CreateAsync("first", idempotencyKey: "first");
        if (!_deletes)
            await client.WaitUntilAsync(_first.Value, "running");
        _second = await client.CreateAsync("second", idempotencyKey: "second");
        _deletes = true;
        await client.DeleteAsync(_first.Value);
        await client.WaitUntilAsync(_second.Value, "running");
        await client.WaitUntilAsync(_first.Value, "deleted");
    }
}
