using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Faults;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Pods;

/// <summary>
/// A container's logs: a few lines that can be read from its status; with <c>follow</c>, one more per second while it runs. One that is followed has no
/// whole answer to break: it breaks with its second's line, of which <see cref="FaultKinds.HalfResponse"/> lets a half through.
/// </summary>
internal sealed class PodLogs(ObjectStore store, ClusterSimulatorOptions options)
{
    private static readonly TimeSpan FollowEvery = TimeSpan.FromSeconds(1);

    /// <summary>Null when the lines have been streamed.</summary>
    public async Task<Answer?> ServeAsync(HttpContext context, ApiPath path, Fault fault)
    {
        var query = context.Request.Query;
        var key = new ObjectKey(ResourceKinds.Pods, path.Namespace, path.Name);
        if (store.Find(key) is not { } pod)
        {
            return Status.NotFound(path.Kind, path.Name);
        }

        var previous = query["previous"] == "true";
        var (status, refusal) = Choose(pod, query["container"].ToString(), previous);
        if (status is null)
        {
            return refusal!;
        }

        var course = PodCourses.Of(ImageBehaviours.Find(options.ImageBehaviours, pod.Facts));
        var lines = PodLogLines.Of(status, course, previous);
        if (Since(query) is { } since)
        {
            lines = [.. lines.Where(line => DateTimeOffset.TryParse(line.Split(' ')[0], out var written) && written >= since)];
        }

        if (int.TryParse(query["tailLines"], out var tail) && tail >= 0)
        {
            lines = [.. lines.TakeLast(tail)];
        }

        var hasTimes = query["timestamps"] == "true";
        if (!hasTimes)
        {
            lines = [.. lines.Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])];
        }

        if (query["follow"] != "true")
        {
            return Answer.Text(Cut(string.Concat(lines.Select(line => line + "\n")), query));
        }

        await FollowAsync(context, key, pod.Facts.Uid, lines, hasTimes, fault.Kind);
        return null;
    }

    // Whole seconds, as the lines' times are.
    private DateTimeOffset? Since(IQueryCollection query)
    {
        if (long.TryParse(query["sinceSeconds"], out var seconds) && seconds > 0)
        {
            return options.TimeProvider.GetUtcNow().AddSeconds(-seconds);
        }

        return DateTimeOffset.TryParse(query["sinceTime"], out var time) ? time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond)) : null;
    }

    // As a kubelet does: in the middle of a line, if that is where the limit is.
    private static string Cut(string text, IQueryCollection query) =>
        int.TryParse(query["limitBytes"], out var limit) && limit > 0 && Encoding.UTF8.GetByteCount(text) > limit
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text).AsSpan(0, limit))
            : text;

    private static (JsonObject? Status, Status? Refusal) Choose(StoredObject pod, string container, bool previous)
    {
        var tree = pod.Parse();
        var names = tree.Object("spec").Array("containers").Objects().Select(each => each.Text("name") ?? "").ToList();
        if (container.Length == 0 && names.Count > 1)
        {
            return (null, Status.BadRequest($"a container name must be specified for pod {pod.Key.Name}, choose one of: [{string.Join(' ', names)}]"));
        }

        var name = container.Length == 0 ? names[0] : container;
        if (!names.Contains(name))
        {
            return (null, Status.BadRequest($"container {name} is not valid for pod {pod.Key.Name}"));
        }

        if (pod.Facts.NodeName.Length == 0)
        {
            return (null, Status.BadRequest($"pod {pod.Key.Name} does not have a host assigned"));
        }

        var status = tree.Object("status").Array("containerStatuses").Objects().FirstOrDefault(each => each.Text("name") == name);
        var ended = status.Object("lastState").Object("terminated");
        if (previous && ended is null)
        {
            return (null, Status.BadRequest($"previous terminated container \"{name}\" in pod \"{pod.Key.Name}\" not found"));
        }

        if (!previous && ended is null && status.Object("state").Object("waiting").Text("reason") is { } reason)
        {
            var why = reason is "ErrImagePull" or "ImagePullBackOff" ? "trying and failing to pull image" : reason;
            return (null, Status.BadRequest($"container \"{name}\" in pod \"{pod.Key.Name}\" is waiting to start: {why}"));
        }

        return (status ?? [], null);
    }

    private async Task FollowAsync(HttpContext context, ObjectKey key, string uid, IReadOnlyList<string> lines, bool hasTimes, FaultKinds fault)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var first = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        if (fault == FaultKinds.HalfResponse)
        {
            // Kestrel closes a connection whose answer is shorter than it said. To abort it would throw away what the client has not read yet.
            context.Response.ContentLength = first.Length + Line(hasTimes).Length;
        }

        await context.Response.Body.WriteAsync(first, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        using var timer = new PeriodicTimer(FollowEvery, options.TimeProvider);
        while (await timer.WaitForNextTickAsync(context.RequestAborted))
        {
            var line = Line(hasTimes);
            if (fault == FaultKinds.HalfResponse)
            {
                await context.Response.Body.WriteAsync(line.AsMemory(0, line.Length / 2), context.RequestAborted);
                return;
            }

            if (fault == FaultKinds.ResetAfter)
            {
                context.Abort();
                return;
            }

            if (store.Find(key) is not { } pod || pod.Facts.Uid != uid || pod.Facts.Phase != "Running")
            {
                return;
            }

            await context.Response.Body.WriteAsync(line, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private byte[] Line(bool hasTime) =>
        Encoding.UTF8.GetBytes($"{(hasTime ? $"{Timestamps.Nanoseconds(options.TimeProvider.GetUtcNow())} " : "")}GET / 200\n");
}
