using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Sprout.Redis;

/// <summary>
/// A Redis string: bytes that read as text (UTF-8), an integer or a double. Null is Redis' null, which is not the empty string.
/// </summary>
public readonly struct RedisValue : IEquatable<RedisValue>
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly bool _hasValue;

    /// <summary>A value of these bytes, which are not copied.</summary>
    public RedisValue(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        _hasValue = true;
    }

    /// <summary>Redis' null.</summary>
    public static RedisValue Null => default;

    /// <summary>True for Redis' null.</summary>
    public bool IsNull => !_hasValue;

    /// <summary>True for null and for the empty string.</summary>
    public bool IsNullOrEmpty => _bytes.IsEmpty;

    /// <summary>The raw bytes; empty for null.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes;

    /// <summary>UTF-8 text of the string; null makes Redis' null.</summary>
    public static implicit operator RedisValue(string? text) => text is null ? default : new(Encoding.UTF8.GetBytes(text));

    /// <summary>The bytes, not copied; null makes Redis' null.</summary>
    public static implicit operator RedisValue(byte[]? bytes) => bytes is null ? default : new(bytes.AsMemory());

    /// <summary>The bytes, not copied.</summary>
    public static implicit operator RedisValue(ReadOnlyMemory<byte> bytes) => new(bytes);

    /// <summary>The decimal text of the number.</summary>
    public static implicit operator RedisValue(int number) => (long)number;

    /// <summary>The decimal text of the number.</summary>
    public static implicit operator RedisValue(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back as the same number; infinities as Redis writes them.</summary>
    public static implicit operator RedisValue(double number) =>
        double.IsPositiveInfinity(number) ? "+inf" : double.IsNegativeInfinity(number) ? "-inf" : number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The text, or null for Redis' null.</summary>
    public static implicit operator string?(RedisValue value) => value.IsNull ? null : Encoding.UTF8.GetString(value._bytes.Span);

    /// <summary>The integer. Throws <see cref="FormatException"/> for anything else, null included.</summary>
    public static explicit operator long(RedisValue value) =>
        Utf8Parser.TryParse(value._bytes.Span, out long number, out var read) && read == value._bytes.Length
            ? number
            : throw new FormatException($"'{value}' is not an integer.");

    /// <summary>The number. Throws <see cref="FormatException"/> for anything else, null included.</summary>
    public static explicit operator double(RedisValue value) => value.ToString() switch
    {
        "inf" or "+inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    /// <summary>True when both are null or hold the same bytes.</summary>
    public static bool operator ==(RedisValue left, RedisValue right) => left.Equals(right);

    /// <summary>True when the values differ.</summary>
    public static bool operator !=(RedisValue left, RedisValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(RedisValue other) => _hasValue == other._hasValue && _bytes.Span.SequenceEqual(other._bytes.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RedisValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_bytes.Span);
        return hash.ToHashCode();
    }

    /// <summary>The text; the empty string for Redis' null.</summary>
    public override string ToString() => (string?)this ?? "";
}
