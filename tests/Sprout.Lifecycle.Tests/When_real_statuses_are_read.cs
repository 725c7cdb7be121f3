using System.Globalization;
using System.Text;
using System.Text.Json;
using Sprout.Lifecycle.Observer;
using Sprout.Testing;

namespace Sprout.Lifecycle.Tests;

/// <summary>
/// What a kubelet 1.20 over containerd 1.6 and its control plane wrote about pods as the provisioner makes them, each made to go wrong in its own way.
/// A status is read five seconds after its last stamp.
/// </summary>
public sealed class When_real_statuses_are_read
{
    [Fact]
    public void Each_says_what_it_should()
    {
        var text = new StringBuilder();
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "RealStatuses", "kubelet-1.20-containerd-1.6.json")));
        foreach (var pod in file.RootElement.EnumerateArray())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{pod.GetProperty("pod")} ({pod.GetProperty("image")})");
            ObservedPod? before = null;
            foreach (var seen in pod.GetProperty("seen").EnumerateArray())
            {
                var status = seen.GetProperty("status");
                var now = Stamps(status).Append(before?.FirstSeenAt ?? DateTimeOffset.MinValue).Max().AddSeconds(5);
                var deleted = seen.TryGetProperty("deleted", out var at) ? at.GetDateTimeOffset() : (DateTimeOffset?)null;
                before = Statuses.Next(status.GetRawText(), before, now, deleted, pod.GetProperty("image").GetString()!);
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Shown(status)}{(deleted is null ? "" : ", being deleted")}: {Said(before, now)}");
            }
        }

        Golden.ShouldMatch(text.ToString(), "real-statuses.txt");
    }

    private static string Said(ObservedPod pod, DateTimeOffset now) => pod.Signal switch
    {
        { Kind: PodSignalKind.Failing, Failure: { } failure } =>
            $"{failure.Phase} {failure.Reason}, {When(pod.WasReady ? pod.Signal.LostFrom : pod.Signal.From, now)}\n    {failure.Message}\n    {failure.Hint}",
        var signal => signal.Kind.ToString(),
    };

    private static string When(DateTimeOffset? from, DateTimeOffset now) => from switch
    {
        null => "at once",
        { } at when at == PodSignal.Never => "not yet",
        { } at => string.Create(CultureInfo.InvariantCulture, $"in {(at - now).TotalSeconds:0} s"),
    };

    private static string Shown(JsonElement status)
    {
        if (!status.TryGetProperty("containerStatuses", out var containers))
            return status.TryGetProperty("reason", out var end) ? $"{status.GetProperty("phase")} {end}" : "no node";
        var state = containers[0].GetProperty("state").EnumerateObject().First();
        return state.Name + (state.Value.TryGetProperty("reason", out var reason) ? $" {reason}" : "");
    }

    private static IEnumerable<DateTimeOffset> Stamps(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Stamps(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Stamps),
        JsonValueKind.String when element.GetString() is [.., 'Z'] && element.TryGetDateTimeOffset(out var at) => [at],
        _ => [],
    };
}
