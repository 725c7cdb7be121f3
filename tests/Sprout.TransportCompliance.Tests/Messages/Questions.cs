namespace Sprout.TransportCompliance.Tests.Messages;

public sealed record CheckOrder(string Number);

public sealed record OrderFound(string Number, string State);

public sealed record OrderUnknown(string Number);

/// <summary>Asked by whoever is asked for an order.</summary>
public sealed record CheckStock(string Article);

public sealed record StockLevel(int Pieces);
