using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Sprout.ClusterSimulator.Storage;

/// <summary>
/// The file that makes the store durable: one line per change, handed to the kernel in one write before anyone is told,
/// so that killing the process loses nothing that was acknowledged. (Losing power may: there is no fsync per change.)
/// </summary>
internal sealed class Journal : IDisposable
{
    private const int SmallestCompaction = 20_000;
    private readonly string path;
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;
    private SafeFileHandle file;
    private long length;
    private long lines;
    private long linesAfterCompaction;

    public Journal(string folder)
    {
        Directory.CreateDirectory(folder);
        path = Path.Combine(folder, "journal.jsonl");
        file = Open();
        writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = Objects.JsonText.Compact.Encoder });
    }

    /// <summary>Most of the journal has been overwritten by later lines.</summary>
    public bool IsDueForCompaction => lines > SmallestCompaction && lines > 4 * linesAfterCompaction;

    /// <summary>
    /// Every entry, oldest first. A last line without its end was never acknowledged (the process died while writing it) and is cut off;
    /// anything else that cannot be read throws <see cref="InvalidDataException"/>, since going on would lose objects silently.
    /// </summary>
    public List<JournalEntry> Load()
    {
        var entries = new List<JournalEntry>();
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        while (rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            try
            {
                entries.Add(JournalEntry.Read(rest[..end]));
            }
            catch (JsonException exception)
            {
                throw new InvalidDataException($"Line {entries.Count + 1} of {path} cannot be read.", exception);
            }

            length += end + 1;
            rest = rest[(end + 1)..];
        }

        RandomAccess.SetLength(file, length);
        lines = entries.Count;
        linesAfterCompaction = lines / 2;
        return entries;
    }

    public void Append(JournalEntry entry)
    {
        buffer.ResetWrittenCount();
        Encode(entry);
        RandomAccess.Write(file, buffer.WrittenSpan, length);
        length += buffer.WrittenCount;
        lines++;
    }

    /// <summary>Writes what is still true into a new file and puts it in the old one's place with a rename, which happens wholly or not at all.</summary>
    public void Compact(long resourceVersion, IEnumerable<StoredObject> objects)
    {
        var temporary = path + ".new";
        using (var output = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 20))
        {
            lines = 0;
            foreach (var entry in objects.Select(JournalEntry.Of).Prepend(new JournalEntry(resourceVersion)))
            {
                buffer.ResetWrittenCount();
                Encode(entry);
                output.Write(buffer.WrittenSpan);
                lines++;
            }

            output.Flush(flushToDisk: true);
        }

        file.Dispose();
        File.Move(temporary, path, overwrite: true);
        file = Open();
        length = RandomAccess.GetLength(file);
        linesAfterCompaction = lines;
    }

    public void Dispose()
    {
        writer.Dispose();
        file.Dispose();
    }

    private SafeFileHandle Open() => File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    private void Encode(JournalEntry entry)
    {
        writer.Reset(buffer);
        entry.Write(writer);
        writer.Flush();
        buffer.Write("\n"u8);
    }
}
