using MassTransit;

namespace Sprout.TransportCompliance.Tests.Messages;

public interface IOrderEvent
{
    string Number { get; }
}

/// <summary>Of no interest to anybody outside: it gets no topic.</summary>
[ExcludeFromTopology]
public interface IAudited;

public record OrderEvent(string Number) : IOrderEvent;

public record OrderPlaced(string Number) : OrderEvent(Number), IAudited;

public sealed record BigOrderPlaced(string Number, decimal Total) : OrderPlaced(Number);

public sealed record OrderCancelled(string Number) : OrderEvent(Number);

/// <summary>A message with a type argument.</summary>
public sealed record Copied<T>(T Original)
    where T : class;

/// <summary>Consumers get it only when it is sent to them.</summary>
[ConfigureConsumeTopology(false)]
public sealed record OrderPrinted(string Number);

/// <summary>A command.</summary>
public interface IShipOrder
{
    string Number { get; }

    int Parcels { get; }
}

public sealed record ShipOrder(string Number);
