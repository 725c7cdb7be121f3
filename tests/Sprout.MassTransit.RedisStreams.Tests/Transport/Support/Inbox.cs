using System.Collections.Concurrent;
using MassTransit;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport.Support;

/// <summary>Keeps what was handled, in the order in which it was.</summary>
public sealed class Inbox
{
    private readonly ConcurrentQueue<Delivery> _deliveries = new();

    /// <summary>Every delivery, repeats included.</summary>
    public IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    /// <summary>What was handled, each number once.</summary>
    public HashSet<int> Numbers => [.. _deliveries.Select(delivery => delivery.Number)];

    /// <summary>Handles a parcel.</summary>
    public Task HandleAsync(ConsumeContext<Parcel> context)
    {
        _deliveries.Enqueue(new(context.Message.Number, context.ReceiveContext.Redelivered));
        return Task.CompletedTask;
    }

    /// <summary>Returns when so many different numbers were handled.</summary>
    public Task UntilAsync(int count, TimeSpan? within = null) =>
        Eventually.HoldsAsync($"{count} numbers handled, not {Numbers.Count}", () => Numbers.Count >= count, within);

    /// <summary>Returns when the number was handled.</summary>
    public Task UntilHandledAsync(int number, TimeSpan? within = null) =>
        Eventually.HoldsAsync($"{number} handled", () => _deliveries.Any(delivery => delivery.Number == number), within);

    /// <summary>A message that came.</summary>
    public sealed record Delivery(int Number, bool IsRedelivered);
}
