using Sprout.Redis.Tests.Support;

namespace Sprout.Redis.Tests.Protocol;

public sealed class When_a_server_is_hostile
{
    private static readonly RespLimits Limits = new() { MaxBulkLength = 100, MaxArrayLength = 10, MaxDepth = 3, MaxLineLength = 50, MaxReplyLength = 300 };

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", "Is this a Redis port?")]
    [InlineData("\0", "Is this a Redis port?")]
    [InlineData("+OK\n", "CR LF")]
    [InlineData(":\r\n", "no integer")]
    [InlineData(":+1\r\n", "no integer")]
    [InlineData(":12a\r\n", "no integer")]
    [InlineData(":9223372036854775808\r\n", "no integer")]
    [InlineData("$\r\n", "length")]
    [InlineData("$-2\r\n", "length")]
    [InlineData("$1e3\r\n", "length")]
    [InlineData("$101\r\n", "exceeds the limit of 100")]
    [InlineData("$99999999999999999999\r\n", "length")]
    [InlineData("$2\r\nabcd", "where its length says")]
    [InlineData("*11\r\n", "exceeds the limit of 10")]
    [InlineData("*-2\r\n", "length")]
    [InlineData("*2147483648\r\n", "exceeds the limit of 10")]
    [InlineData("*1\r\n*1\r\n*1\r\n*1\r\n", "deeper than 3")]
    [InlineData("+0123456789012345678901234567890123456789012345678901", "longer than 50 bytes")]
    [InlineData("*1\r\n?", "Is this a Redis port?")]
    public void It_is_refused_however_it_sends_it(string wire, string reason)
    {
        foreach (var chunk in (int[])[1, 2, 7, wire.Length])
            Should.Throw<RedisProtocolException>(() => Resp.Feed(Resp.Bytes(wire), Limits, chunk)).Message.ShouldContain(reason);
    }

    [Fact]
    public void A_reply_that_never_ends_is_refused()
    {
        var wire = "*10\r\n" + string.Concat(Enumerable.Repeat($"$90\r\n{new string('x', 90)}\r\n", 9));

        Should.Throw<RedisProtocolException>(() => Resp.Feed(Resp.Bytes(wire), Limits, 64)).Message.ShouldContain("longer than 300 bytes");
    }

    [Fact]
    public void What_just_keeps_the_limits_is_read()
    {
        var wire = $"*1\r\n*1\r\n*10\r\n$100\r\n{new string('x', 100)}\r\n" + string.Concat(Enumerable.Repeat("$-1\r\n", 9));

        Resp.Feed(Resp.Bytes(wire), Limits, 1).ShouldHaveSingleItem()[0][0].Length.ShouldBe(10);
    }
}
