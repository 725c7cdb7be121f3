using System.Collections.Concurrent;
using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Tests.Transport.Support;

/// <summary>Hears how the receiving of messages ended.</summary>
internal sealed class Faults : IReceiveObserver
{
    private int _finished;

    public Faults(TestBus bus) => bus.Control.ConnectReceiveObserver(this);

    /// <summary>What messages could not be finished for.</summary>
    public ConcurrentQueue<Exception> All { get; } = new();

    /// <summary>How many could.</summary>
    public int Finished => _finished;

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        Interlocked.Increment(ref _finished);
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        All.Enqueue(exception);
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;
}
