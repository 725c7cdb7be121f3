using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Topology;

/// <summary>Names topics as messages name their types on the wire: the URN without its <c>urn:message:</c>.</summary>
internal sealed class TopicNameFormatter : IEntityNameFormatter
{
#pragma warning disable CA2263 // The generic one wants a class, which T is not known to be.
    public string FormatEntityName<T>() => MessageUrns.NameIn(MessageUrn.ForTypeString(typeof(T)));
#pragma warning restore CA2263
}
