using MassTransit;

namespace Sprout.TransportCompliance.Tests.Messages;

public sealed record ShipmentOrdered(Guid ShipmentId, string Article) : CorrelatedBy<Guid>
{
    public Guid CorrelationId => ShipmentId;
}

public sealed record ShipmentPacked(Guid ShipmentId);

public sealed record ShipmentDelivered(Guid ShipmentId);

/// <summary>Published by the machine.</summary>
public sealed record ShipmentClosed(Guid ShipmentId, string Reason);

/// <summary>Comes when nobody has packed it in time.</summary>
public sealed record PackingOverdue(Guid ShipmentId);
