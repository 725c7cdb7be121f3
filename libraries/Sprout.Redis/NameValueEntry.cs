namespace Sprout.Redis;

/// <summary>A field of a stream entry.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Value">The field's value.</param>
public readonly record struct NameValueEntry(string Name, RedisValue Value);
