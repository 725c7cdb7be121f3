using System.Text;
using Sprout.Redis.Commands;
using Sprout.Redis.Protocol;

namespace Sprout.Redis.Tests.Protocol;

public sealed class When_many_entries_are_read
{
    private const int Count = 1000;
    private const int BodyLength = 1500;

    // 56 bytes the id, 32 the entry, 24 + 32 per field the fields, 24 + length the values.
    [Fact]
    public void Each_costs_little_more_than_its_bytes()
    {
        var reply = Encoding.ASCII.GetBytes($"*1\r\n*2\r\n$1\r\ns\r\n*{Count}\r\n" + string.Concat(Enumerable.Repeat(
            $"*2\r\n$15\r\n1700000000000-0\r\n*6\r\n$1\r\nb\r\n${BodyLength}\r\n{new string('x', BodyLength)}\r\n$1\r\nd\r\n$1\r\n3\r\n$3\r\nttl\r\n$5\r\n30000\r\n", Count)));
        Read(reply);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var entries = Read(reply);
        var perEntry = (GC.GetAllocatedBytesForCurrentThread() - before) / Count;

        entries[^1].Values.Select(field => (field.Name, field.Value.Memory.Length)).ShouldBe([("b", BodyLength), ("d", 1), ("ttl", 5)]);
        perEntry.ShouldBeLessThan(BodyLength + 260);
    }

    private static StreamEntry[] Read(byte[] reply)
    {
        var reader = new RespReader(reply);
        return StreamReadGroup.Read(ref reader);
    }
}
