using System.Text.Json;
using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Sagas;

/// <summary>A saga as it was loaded.</summary>
internal sealed class StoredSaga<TSaga>
    where TSaga : class, ISagaVersion
{
    private readonly ReadOnlyMemory<byte> _data;
    private readonly JsonSerializerOptions _options;

    public StoredSaga(ReadOnlyMemory<byte> data, JsonSerializerOptions options)
    {
        _data = data;
        _options = options;
        Saga = ReadAgain();
        Version = Saga.Version;
    }

    /// <summary>The instance that the behaviour changes.</summary>
    public TSaga Saga { get; }

    public int Version { get; }

    /// <summary>A fresh copy of what was loaded.</summary>
    public TSaga ReadAgain() =>
        JsonSerializer.Deserialize<TSaga>(_data.Span, _options) ?? throw new JsonException($"A stored {typeof(TSaga).Name} reads as null.");

    public bool HasSameContentAs(TSaga saga) => saga.Version == Version && _data.Span.SequenceEqual(Serialize(saga, _options));

    public static byte[] Serialize(TSaga saga, JsonSerializerOptions options) => JsonSerializer.SerializeToUtf8Bytes(saga, options);
}
