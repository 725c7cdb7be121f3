using System.Net.Mime;
using MassTransit;

namespace Sprout.TransportCompliance.Tests.Specs.Observing;

/// <summary>Fails when the transport asks for the body.</summary>
internal sealed class FailingSerializer : IMessageSerializer
{
    public ContentType ContentType { get; } = new("application/vnd.masstransit+json");

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => throw new InvalidOperationException("No words for it.");
}
