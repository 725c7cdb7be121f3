using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Configuration;

/// <summary>
/// Has the connection begin with what it does for all as soon as the bus starts: a process that only publishes must deliver what is due as well, or
/// delayed messages would wait for as long as their receivers are scaled to none.
/// </summary>
internal sealed class ConnectionStarter(RedisStreamsHostConfiguration host) : IBusObserver
{
    public void PostCreate(IBus bus)
    {
    }

    public void CreateFaulted(Exception exception)
    {
    }

    public Task PreStart(IBus bus)
    {
        host.Connection.Begin();
        return Task.CompletedTask;
    }

    public Task PostStart(IBus bus, Task<BusReady> busReady) => Task.CompletedTask;

    public Task StartFaulted(IBus bus, Exception exception) => Task.CompletedTask;

    public Task PreStop(IBus bus) => Task.CompletedTask;

    public Task PostStop(IBus bus) => Task.CompletedTask;

    public Task StopFaulted(IBus bus, Exception exception) => Task.CompletedTask;
}
