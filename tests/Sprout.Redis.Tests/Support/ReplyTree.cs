namespace Sprout.Redis.Tests.Support;

/// <summary>Replies of any shape, made from a seed.</summary>
internal static class ReplyTree
{
    public static RedisResult Grow(Random random, int depth = 0) => random.Next(depth < 4 ? 8 : 6) switch
    {
        0 => RedisResult.Create($"OK {random.Next()}", RedisResultType.SimpleString),
        1 => RedisResult.Create($"ERR no {random.Next()}", RedisResultType.Error),
        2 => RedisResult.Create(random.NextInt64(long.MinValue, long.MaxValue), RedisResultType.Integer),
        3 => RedisResult.Create(RedisValue.Null, RedisResultType.BulkString),
        4 => RedisResult.Create(null),
        5 => RedisResult.Create(Blob(random), RedisResultType.BulkString),
        _ => RedisResult.Create([.. Enumerable.Range(0, random.Next(5)).Select(_ => Grow(random, depth + 1))]),
    };

    // Now and then one that outgrows the receive buffer.
    private static byte[] Blob(Random random)
    {
        var blob = new byte[random.Next(20) == 0 ? 50_000 + random.Next(50_000) : random.Next(40)];
        random.NextBytes(blob);
        return blob;
    }
}
