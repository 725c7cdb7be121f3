using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport.Support;

/// <summary>One process' worth: a bus, stopped at the end whatever state Redis is in.</summary>
public sealed class TestBus(IBusControl control) : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    /// <summary>The bus.</summary>
    public IBusControl Control => control;

    /// <summary>Whether its health is good.</summary>
    public bool IsHealthy => control.CheckHealth().Status == BusHealthStatus.Healthy;

    /// <summary>Publishes a parcel.</summary>
    public Task PublishAsync(int number) => control.Publish(new Parcel(number));

    /// <summary>Sends a parcel to a queue.</summary>
    public async Task SendAsync(string queue, int number) => await (await control.GetSendEndpoint(new($"queue:{queue}"))).Send(new Parcel(number));

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(StopPatience);
        await control.StopAsync(patience.Token);
    }
}
