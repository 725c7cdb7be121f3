using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Sprout.Kubernetes.Manners;
using Sprout.Kubernetes.Models;

namespace Sprout.Kubernetes.Http;

/// <summary>Reads the events of a watch: one JSON object per line, however the bytes are cut. At a pace, where one is given.</summary>
internal sealed class WatchReader<T>(Stream body, TokenBucket? pace, TimeProvider time) : IAsyncDisposable
    where T : class, IKubernetesObject
{
    /// <summary>etcd stores objects of 1.5 MiB at most; JSON may need some more.</summary>
    private const int MostBytesOfLine = 8 * 1024 * 1024;

    private readonly PipeReader _reader = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 16 * 1024));
    private bool _isDrained = true;

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
            var read = await ReadSomeAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var next = buffer.GetPosition(1, end);
                _isDrained = buffer.Slice(next).IsEmpty;
                if (Take(buffer.Slice(0, end), next) is { } found)
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
            _isDrained = false;
        }
    }

    // What ends in the middle of an event goes on at once; only behind a whole one it is worth waiting for the next.
    private async ValueTask<ReadResult> ReadSomeAsync(CancellationToken cancellationToken)
    {
        if (_isDrained && pace?.Take() is { } wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
        return await _reader.ReadAsync(cancellationToken);
    }

    private WatchEvent<T>? Take(ReadOnlySequence<byte> line, SequencePosition next)
    {
        var found = IsBlank(line) ? null : Parse(line);
        _reader.AdvanceTo(next);
        return found;
    }

    private static WatchEvent<T> Parse(ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment)
            return Parse(line.FirstSpan);
        var length = (int)line.Length;
        var whole = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            line.CopyTo(whole);
            return Parse(whole.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    // API servers write the type first, so that what the object is to be read as is known before it is read, once.
    private static WatchEvent<T> Parse(ReadOnlySpan<byte> line)
    {
        var type = TypeOf(line);
        return type == "ERROR"
            ? throw ErrorAnswer.FromEvent(Read<V1Status>(line))
            : new(
                type switch
                {
                    "ADDED" => WatchEventType.Added,
                    "MODIFIED" => WatchEventType.Modified,
                    "DELETED" => WatchEventType.Deleted,
                    "BOOKMARK" => WatchEventType.Bookmark,
                    _ => throw new JsonException($"'{type}' is no type of event."),
                },
                Read<T>(line));
    }

    private static string? TypeOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("an event is no object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            if (!reader.Read())
                break;
            if (isType)
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
        }

        throw new JsonException("an event has no type.");
    }

    private static TObject Read<TObject>(ReadOnlySpan<byte> line)
        where TObject : class =>
        JsonSerializer.Deserialize<Line<TObject>>(line, KubernetesJson.Options)?.Object ?? throw new JsonException("an event has no object.");

    private static bool IsBlank(ReadOnlySequence<byte> line) => line.IsEmpty || (line.Length == 1 && line.FirstSpan[0] == (byte)'\r');

    private sealed record Line<TObject>(TObject? Object)
        where TObject : class;
}
