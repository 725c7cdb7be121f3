using System.Buffers.Binary;
using System.Text;
using Sprout.Contracts;

namespace Sprout.Captcha.Tokens;

/// <summary>
/// A challenge as bytes: numbers of fixed width, texts behind their length. So no two challenges have the same bytes, and no end of one field
/// can be passed off as the beginning of the next (ALTCHA's advisory of 2025 was about exactly that).
/// </summary>
internal static class ChallengeBytes
{
    private const int FixedLength = 16 + 1 + 1 + 2 + 2 + 8 + 8;

    public static byte[] Write(Challenge challenge)
    {
        var (visitor, prefix) = (Encoding.UTF8.GetBytes(challenge.Visitor), Encoding.UTF8.GetBytes(challenge.AddressPrefix));
        var bytes = new byte[FixedLength + 2 + visitor.Length + 2 + prefix.Length];
        challenge.Id.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[16] = (byte)challenge.Stage;
        bytes[17] = (byte)challenge.Purpose;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(18), checked((ushort)challenge.Count));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(20), checked((ushort)challenge.Difficulty));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(22), challenge.IssuedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(30), challenge.ExpiresAt.ToUnixTimeMilliseconds());
        Put(bytes.AsSpan(FixedLength + Put(bytes.AsSpan(FixedLength), visitor)), prefix);
        return bytes;
    }

    /// <summary>Null for bytes that nothing writes. Read only what is signed.</summary>
    public static Challenge? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedLength)
            return null;
        var texts = bytes[FixedLength..];
        if (Take(ref texts) is not { } visitor || Take(ref texts) is not { } prefix || !texts.IsEmpty)
            return null;
        return new()
        {
            Id = new(bytes[..16], bigEndian: true),
            Stage = (Stage)bytes[16],
            Purpose = (CaptchaPurpose)bytes[17],
            Count = BinaryPrimitives.ReadUInt16BigEndian(bytes[18..]),
            Difficulty = BinaryPrimitives.ReadUInt16BigEndian(bytes[20..]),
            IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes[22..])),
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes[30..])),
            Visitor = visitor,
            AddressPrefix = prefix,
        };
    }

    private static int Put(Span<byte> bytes, byte[] text)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, checked((ushort)text.Length));
        text.CopyTo(bytes[2..]);
        return 2 + text.Length;
    }

    private static string? Take(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || BinaryPrimitives.ReadUInt16BigEndian(bytes) is var length && bytes.Length < 2 + length)
            return null;
        var text = Encoding.UTF8.GetString(bytes.Slice(2, length));
        bytes = bytes[(2 + length)..];
        return text;
    }
}
