namespace Sprout.Redis;

/// <summary>The name of a Redis key. Converts implicitly from <see cref="string"/>.</summary>
public readonly record struct RedisKey(string Name)
{
    /// <summary>Makes a key from its name.</summary>
    public static implicit operator RedisKey(string name) => new(name);

    /// <summary>The key's name.</summary>
    public override string ToString() => Name;
}
