using System.Buffers.Text;

namespace Sprout.Redis.Protocol;

/// <summary>The numbers of RESP2: digits, perhaps after a minus, and nothing else.</summary>
internal static class RespNumber
{
    public static bool TryParse(ReadOnlySpan<byte> digits, out long number)
    {
        number = 0;
        return !digits.IsEmpty && digits[0] != (byte)'+' && Utf8Parser.TryParse(digits, out number, out var read) && read == digits.Length;
    }
}
