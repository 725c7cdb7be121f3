namespace Sprout.Telemetry.Tests.Support;

/// <summary>A span as it was exported.</summary>
internal sealed record Span(string Service, string Trace, string Id, string Parent, string Name, ulong Start, ulong End, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The spans of an ExportTraceServiceRequest (opentelemetry-proto: trace.proto).</summary>
    public static IEnumerable<Span> Read(ReadOnlyMemory<byte> request) =>
        from resource in new ProtobufMessage(request).All(1)
        let service = Attributes(resource.All(1).Single(), 1).GetValueOrDefault("service.name", "")
        from scope in resource.All(2)
        from span in scope.All(2)
        select new Span(service, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Number(7), span.Number(8), Attributes(span, 9));

    private static Dictionary<string, string> Attributes(ProtobufMessage message, int field) =>
        message.All(field).ToDictionary(pair => pair.Text(1), pair => pair.All(2).Single() is var value && value.Text(1) is { Length: > 0 } text ? text : $"{value.Number(3)}");
}
