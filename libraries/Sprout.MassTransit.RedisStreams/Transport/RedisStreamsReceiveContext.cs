using System.Diagnostics.CodeAnalysis;
using System.Net.Mime;
using System.Runtime.InteropServices;
using MassTransit;
using MassTransit.Transports;

namespace Sprout.MassTransit.RedisStreams.Transport;

/// <summary>A received message.</summary>
internal sealed class RedisStreamsReceiveContext : BaseReceiveContext, IHeaderProvider
{
    private static readonly ContentType Envelope = new(EntryField.DefaultContentType);

    private readonly ReceivedEntry _entry;
    private Dictionary<string, object>? _headers;

    public RedisStreamsReceiveContext(RedisStreamsReceiveEndpointContext endpoint, EntryLock entryLock, TransportConnection connection)
        : base(entryLock.Entry.TotalDeliveries > 1, endpoint, entryLock, connection)
    {
        _entry = entryLock.Entry;
        if (EntryRedelivery.Can(_entry))
            GetOrAddPayload<MessageRedeliveryContext>(() => new EntryRedelivery(entryLock));
        Body = new BytesMessageBody(BytesOf(_entry[EntryField.Body].Memory));
    }

    public override MessageBody Body { get; }

    protected override IHeaderProvider HeaderProvider => this;

    private Dictionary<string, object> Parsed => _headers ??= HeaderJson.Read(_entry[EntryField.Headers]);

    public IEnumerable<KeyValuePair<string, object>> GetAll() => Parsed;

    public bool TryGetHeader(string key, [NotNullWhen(true)] out object? value)
    {
        value = key switch
        {
            MessageHeaders.TransportMessageId => _entry.Id,
            MessageHeaders.ContentType => (string?)_entry[EntryField.ContentType] ?? EntryField.DefaultContentType,
            _ => Parsed.GetValueOrDefault(key),
        };
        return value is not null;
    }

    protected override ContentType GetContentType() =>
        _entry[EntryField.ContentType] is { IsNull: false } text ? ConvertToContentType(text!) : Envelope;

    private static byte[] BytesOf(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : body.ToArray();
}
