using MassTransit;

namespace Sprout.TransportCompliance.Tests.Specs.Sagas;

public sealed class Shipment : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public Guid? StockRequestId { get; set; }

    public Guid? OverdueTokenId { get; set; }
}
