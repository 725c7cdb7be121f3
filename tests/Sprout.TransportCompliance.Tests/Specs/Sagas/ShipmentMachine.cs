using MassTransit;
using Sprout.TransportCompliance.Tests.Messages;

namespace Sprout.TransportCompliance.Tests.Specs.Sagas;

/// <summary>Ordered → asks for the stock → waits for the packing, but not too long → delivered. What ends it is published.</summary>
public sealed class ShipmentMachine : MassTransitStateMachine<Shipment>
{
    public ShipmentMachine(ShipmentOptions options)
    {
        InstanceState(x => x.CurrentState);
        Event(() => Packed, x => x.CorrelateById(context => context.Message.ShipmentId));
        Event(() => Delivered, x =>
        {
            x.CorrelateById(context => context.Message.ShipmentId);
            x.OnMissingInstance(missing => missing.ExecuteAsync(context => context.Publish(new ShipmentClosed(context.Message.ShipmentId, "nobody knows it"))));
        });
        Request(() => Stock, x => x.StockRequestId, x =>
        {
            x.ServiceAddress = options.StockAddress;
            x.Timeout = options.StockTimeout;
        });
        Schedule(() => Overdue, x => x.OverdueTokenId, x =>
        {
            x.Delay = options.PackingTime;
            x.Received = received => received.CorrelateById(context => context.Message.ShipmentId);
        });

        Initially(
            When(Ordered)
                .Request(Stock, context => new CheckStock(context.Message.Article))
                .TransitionTo(Stock.Pending));

        During(Stock.Pending,
            When(Stock.Completed)
                .Schedule(Overdue, context => new PackingOverdue(context.Saga.CorrelationId))
                .TransitionTo(Packing),
            When(Stock.Faulted).Publish(context => Closed(context, "stock failed")).Finalize(),
            When(Stock.TimeoutExpired).Publish(context => Closed(context, "stock did not answer")).Finalize());

        During(Packing,
            When(Packed).Unschedule(Overdue).TransitionTo(OnItsWay),
            When(Overdue.Received).Publish(context => Closed(context, "overdue")).Finalize());

        During(OnItsWay,
            When(Overdue.Received).Publish(context => Closed(context, "overdue though packed")),
            When(Delivered).Publish(context => Closed(context, "delivered")).Finalize());

        SetCompletedWhenFinalized();
    }

    public State Packing { get; private set; } = null!;

    public State OnItsWay { get; private set; } = null!;

    public Event<ShipmentOrdered> Ordered { get; private set; } = null!;

    public Event<ShipmentPacked> Packed { get; private set; } = null!;

    public Event<ShipmentDelivered> Delivered { get; private set; } = null!;

    public Request<Shipment, CheckStock, StockLevel> Stock { get; private set; } = null!;

    public Schedule<Shipment, PackingOverdue> Overdue { get; private set; } = null!;

    private static ShipmentClosed Closed(BehaviorContext<Shipment> context, string reason) => new(context.Saga.CorrelationId, reason);
}
