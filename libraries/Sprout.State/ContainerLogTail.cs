namespace Sprout.State;

/// <summary>
/// The newest lines of a log that is read to its end, however its bytes are cut: bounded by lines and bytes. A line that is too long for itself is cut, never
/// inside a UTF-8 sequence, and ends with <c>…</c> then.
/// </summary>
public sealed class ContainerLogTail
{
    /// <summary>Most lines that are kept.</summary>
    public const int MostLines = 500;

    /// <summary>Most bytes that are kept, line feeds and all.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Most bytes of one line, so that a single one does not push out all others.</summary>
    public const int MostBytesOfLine = 8 * 1024;

    private readonly Queue<byte[]> _lines = new();
    private readonly byte[] _line = new byte[MostBytesOfLine];
    private int _lineLength;
    private bool _isLineCut;
    private int _bytes;

    /// <summary>How many lines came.</summary>
    public int Lines { get; private set; }

    /// <summary>How many of them are left out.</summary>
    public int LeftOut => Lines - _lines.Count;

    /// <summary>Takes what comes next.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Append(bytes[..end]);
            EndLine();
            bytes = bytes[(end + 1)..];
        }

        Append(bytes);
    }

    /// <summary>The log has ended: a last line without a line feed counts too. The lines that are kept, each with a line feed.</summary>
    public byte[] Complete()
    {
        if (_lineLength > 0)
            EndLine();
        var text = new byte[_bytes];
        var at = 0;
        foreach (var line in _lines)
        {
            line.CopyTo(text, at);
            at += line.Length;
        }

        return text;
    }

    // Room is left for what ends a line that was cut, so that it fits whichever it is.
    private void Append(ReadOnlySpan<byte> bytes)
    {
        var room = MostBytesOfLine - CutEnd.Length - _lineLength;
        if (bytes.Length > room)
        {
            bytes = bytes[..(_isLineCut ? 0 : room)];
            _isLineCut = true;
        }

        bytes.CopyTo(_line.AsSpan(_lineLength));
        _lineLength += bytes.Length;
    }

    private void EndLine()
    {
        byte[] line = _isLineCut
            ? [.. _line.AsSpan(0, WholeSequences(_line.AsSpan(0, _lineLength))), .. CutEnd]
            : [.. _line.AsSpan(0, _lineLength), (byte)'\n'];
        (_lineLength, _isLineCut) = (0, false);
        Lines++;
        _lines.Enqueue(line);
        _bytes += line.Length;
        while (_lines.Count > MostLines || _bytes > MostBytes)
            _bytes -= _lines.Dequeue().Length;
    }

    private static ReadOnlySpan<byte> CutEnd => "…\n"u8;

    // Up to three continuation bytes follow the first of a sequence (RFC 3629 §3); what is no UTF-8 at all is cut where it is.
    private static int WholeSequences(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(4, bytes.Length); back++)
        {
            var first = bytes[^back];
            if ((first & 0xC0) == 0x80)
                continue;
            var length = first switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
            return length > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }
}
