using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Sprout.Captcha.Work;

/// <summary>
/// The puzzles: find a number n, for each index i from 0, such that SHA-256 of the text <c>salt.i.n</c> (decimal numbers, ASCII) begins with
/// enough zero bits. The salt is the challenge's id, so that no solution is good for another challenge.
/// </summary>
public static class ProofOfWork
{
    // What JavaScript can count to.
    private const long MostNumber = (1L << 53) - 1;

    /// <summary>What the hashes of a challenge begin with: 32 hex digits.</summary>
    public static string SaltOf(Guid challenge) => challenge.ToString("N");

    /// <summary>Whether these numbers solve the puzzles, in order. One hash for each at most; none when their count is wrong.</summary>
    public static bool IsSolved(string salt, int count, int difficulty, IReadOnlyList<long> solutions)
    {
        if (solutions.Count != count)
            return false;
        for (var index = 0; index < count; index++)
            if (solutions[index] is < 0 or > MostNumber || ZeroBits(salt, index, solutions[index]) < difficulty)
                return false;
        return true;
    }

    /// <summary>How many zero bits the hash of a number begins with.</summary>
    public static int ZeroBits(string salt, int index, long number)
    {
        Span<byte> text = stackalloc byte[128];
        var length = Encoding.ASCII.GetBytes(salt, text);
        text[length++] = (byte)'.';
        Utf8Formatter.TryFormat(index, text[length..], out var written);
        length += written;
        text[length++] = (byte)'.';
        Utf8Formatter.TryFormat(number, text[length..], out written);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..(length + written)], hash);

        var bits = 0;
        foreach (var part in hash)
        {
            bits += BitOperations.LeadingZeroCount(part) - 24;
            if (part != 0)
                break;
        }

        return bits;
    }
}
