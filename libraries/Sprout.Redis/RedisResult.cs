namespace Sprout.Redis;

/// <summary>A reply of any shape, as scripts and <see cref="IDatabase.ExecuteAsync"/> return it.</summary>
public sealed class RedisResult
{
    private readonly RedisValue _value;
    private readonly RedisResult[]? _items;

    private RedisResult(RedisResultType type, RedisValue value, RedisResult[]? items)
    {
        Type = type;
        _value = value;
        _items = items;
    }

    /// <summary>What kind of reply this is.</summary>
    public RedisResultType Type { get; }

    /// <summary>True for a null string and for a null array.</summary>
    public bool IsNull => Type == RedisResultType.Array ? _items is null : _value.IsNull;

    /// <summary>The number of items of an array; 0 for anything else.</summary>
    public int Length => _items?.Length ?? 0;

    /// <summary>An item of an array. Throws <see cref="InvalidCastException"/> when this is none.</summary>
    public RedisResult this[int index] => Items[index];

    /// <summary>The items of an array. Throws <see cref="InvalidCastException"/> when this is none, or a null array.</summary>
    public RedisResult[] Items => _items ?? throw new InvalidCastException($"A {Type} reply has no items.");

    /// <summary>Makes a reply that is one value.</summary>
    public static RedisResult Create(RedisValue value, RedisResultType type) => new(type, value, null);

    /// <summary>Makes an array; null is a null array.</summary>
    public static RedisResult Create(RedisResult[]? items) => new(RedisResultType.Array, default, items);

    /// <summary>The single value. Throws <see cref="InvalidCastException"/> for an array.</summary>
    public static explicit operator RedisValue(RedisResult result) =>
        result.Type == RedisResultType.Array ? throw new InvalidCastException("An array is not a single value.") : result._value;

    /// <summary>The text, null for Redis' null. Throws <see cref="InvalidCastException"/> for an array.</summary>
    public static explicit operator string?(RedisResult result) => (RedisValue)result;

    /// <summary>The integer. Throws <see cref="FormatException"/> or <see cref="InvalidCastException"/> for anything else.</summary>
    public static explicit operator long(RedisResult result) => (long)(RedisValue)result;
}
