using System.Collections.Concurrent;
using MassTransit;
using Sprout.Contracts;

namespace Sprout.Samples.Consumer;

/// <summary>Writes a line for each change of each container.</summary>
internal sealed class ContainerStateChangedConsumer : IConsumer<ContainerStateChanged>
{
    // A message may come twice, and a later one before an earlier. What you keep for good, keep with the version, and change it only to a higher one.
    private static readonly ConcurrentDictionary<Guid, int> Seen = new();

    public Task Consume(ConsumeContext<ContainerStateChanged> context)
    {
        var change = context.Message;
        var isNews = Seen.AddOrUpdate(change.ContainerId, change.Version, (_, version) => Math.Max(version, change.Version)) == change.Version;
        if (isNews)
            Console.WriteLine($"{change.At:u} {change.ContainerId} {change.Name}: {change.Previous?.ToString() ?? "nothing"} -> {change.Status}{Reason(change)}");
        return Task.CompletedTask;
    }

    private static string Reason(ContainerStateChanged change) => change.Failure is { } failure ? $" ({failure.Reason}: {failure.Message})" : "";
}
