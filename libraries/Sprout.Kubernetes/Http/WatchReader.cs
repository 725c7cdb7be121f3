using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Sprout.Kubernetes.Models;

namespace Sprout.Kubernetes.Http;

/// <summary>Reads the events of a watch: one JSON object per line, however the bytes are cut.</summary>
internal sealed class WatchReader<T>(Stream body) : IAsyncDisposable
    where T : class, IKubernetesObject
{
    /// <summary>etcd stores objects of 1.5 MiB at most; JSON may need some more.</summary>
    private const int MostBytesOfLine = 8 * 1024 * 1024;

    private readonly PipeReader _reader = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 16 * 1024));

    /// <summary>The next event; null where the server ended the watch.</summary>
    public async ValueTask<WatchEvent<T>?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadLineAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new HttpRequestException($"The watch of {T.ResourceType.Plural} broke off: {exception.Message}", exception);
        }
    }

    public ValueTask DisposeAsync() => _reader.CompleteAsync();

    private async ValueTask<WatchEvent<T>?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                if (Take(buffer.Slice(0, end), buffer.GetPosition(1, end)) is { } found)
                {
                    return found;
                }

                continue;
            }

            if (read.IsCompleted)
            {
                return Take(buffer, buffer.End);
            }

            if (buffer.Length > MostBytesOfLine)
            {
                throw new JsonException($"an event is longer than {MostBytesOfLine} bytes.");
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private WatchEvent<T>? Take(ReadOnlySequence<byte> line, SequencePosition next)
    {
        var found = IsBlank(line) ? null : Parse(line);
        _reader.AdvanceTo(next);
        return found;
    }

    private static WatchEvent<T> Parse(ReadOnlySequence<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("type", out var type) || !json.RootElement.TryGetProperty("object", out var body))
        {
            throw new JsonException("an event has no type or no object.");
        }

        return type.ToString() switch
        {
            "ADDED" => Event(WatchEventType.Added, body),
            "MODIFIED" => Event(WatchEventType.Modified, body),
            "DELETED" => Event(WatchEventType.Deleted, body),
            "BOOKMARK" => Event(WatchEventType.Bookmark, body),
            "ERROR" => throw ErrorAnswer.FromEvent(Read<V1Status>(body)),
            var other => throw new JsonException($"'{other}' is no type of event."),
        };
    }

    private static WatchEvent<T> Event(WatchEventType type, JsonElement body) => new(type, Read<T>(body));

    private static TObject Read<TObject>(JsonElement body) => body.Deserialize<TObject>(KubernetesJson.Options) ?? throw new JsonException("an event's object is null.");

    private static bool IsBlank(ReadOnlySequence<byte> line) => line.IsEmpty || (line.Length == 1 && line.FirstSpan[0] == (byte)'\r');
}
