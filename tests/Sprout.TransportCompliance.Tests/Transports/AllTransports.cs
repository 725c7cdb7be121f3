using Sprout.TransportCompliance.Tests.Transports;

[assembly: AssemblyFixture(typeof(AllTransports))]

namespace Sprout.TransportCompliance.Tests.Transports;

/// <summary>The transports that specs run on; as a fixture, it stops their servers at the end.</summary>
public sealed class AllTransports : IAsyncDisposable
{
    public static IReadOnlyList<Transport> List { get; } = [new InMemoryTransport(), new RedisStreamsTransport(), new RabbitMqTransport()];

    public static Transport Named(string name) => List.Single(transport => transport.Name == name);

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in List)
            await transport.StopAsync();
    }
}
