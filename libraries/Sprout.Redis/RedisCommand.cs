namespace Sprout.Redis;

/// <summary>A command and its arguments, to be sent or handed to a script.</summary>
/// <param name="Name">Such as <c>ZADD</c>.</param>
/// <param name="Arguments">In Redis' order, the key first.</param>
public sealed record RedisCommand(string Name, params IReadOnlyList<RedisValue> Arguments);
