using System.Text;
using Microsoft.Extensions.Logging;
using Sprout.Gateway.Tests.Support;

namespace Sprout.Gateway.Tests.Fuzz;

/// <summary>Requests that were right once, broken at random. <c>SPROUT_TEST_LONG=1</c> breaks more of them; <c>SPROUT_TEST_SEED</c> breaks them as before.</summary>
public sealed class When_chance_decides(SharedRedis redis) : FuzzTest(redis)
{
    private static readonly int Count = Environment.GetEnvironmentVariable("SPROUT_TEST_LONG") == "1" ? 20_000 : 300;

    // What parsers stumble over.
    private static readonly byte[][] Pieces =
    [
        .. new[] { "\0", "\r\n", "\r\n\r\n", "\"", "\\", "\\ud800", "{", "}", "[", "]", ",", ":", "null", "-", "1e999", "%00", "%", "../", ";", "\u202e", "Transfer-Encoding: chunked\r\n", "Content-Length: 0\r\n", "0\r\n\r\n", "X-API-Key: ", "HTTP/1.1" }
            .Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80],
    ];

    // Some requests are broken off, so what is waited for is short here.
    protected override (string Key, string? Value)[] Settings => [("Gateway:Bounds:HeadersTimeout", "00:00:02"), ("Gateway:Bounds:BodyGrace", "00:00:02"), ("Gateway:Bounds:LeastBodyBytesPerSecond", "1000"), ("Gateway:Bounds:IdleTimeout", "00:00:02")];

    [Fact]
    public async Task Nothing_breaks()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SPROUT_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"SPROUT_TEST_SEED={seed}");
        var random = new Random(seed);
        // Broken all the same way each time, sent many at once.
        foreach (var several in Enumerable.Range(0, Count).Select(_ => Broken(random)).Chunk(100))
        {
            await Task.WhenAll(several.Select(async bytes =>
            {
                var answer = await RawSocket.SendAsync(Gateway.Address, bytes);
                if (answer.Status != 505)
                    ShouldBeHarmless(answer, $"seed {seed}: {Convert.ToBase64String(bytes)}\n{RawSocket.Start(bytes)}");
            }));
        }

        (await Gateway.Service.ReadAsync("/containers?limit=1"))!["items"].ShouldNotBeNull();
        Gateway.Log.All.ShouldNotContain(line => line.Level >= LogLevel.Error, $"seed {seed}");
    }

    private byte[] Broken(Random random)
    {
        var route = Routes[random.Next(Routes.Count)];
        var members = route.Members?.Select(member => $"\"{member.Key}\":{(ApiRoute.Allows(member.Value, "integer") ? "80" : ApiRoute.Allows(member.Value, "object") ? "{\"A\":\"b\"}" : "\"abc\"")}");
        var bytes = Request(route, members is null ? null : $"{{{string.Join(',', members)}}}").Bytes().ToList();
        for (var wounds = random.Next(1, 4); wounds > 0; wounds--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 40)))); break;
                default: bytes.InsertRange(at, Enumerable.Repeat(bytes[at], random.Next(1, 2000))); break;
            }
        }

        return [.. bytes];
    }
}
