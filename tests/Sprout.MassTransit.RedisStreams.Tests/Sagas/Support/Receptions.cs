using System.Collections.Concurrent;
using System.Threading.Channels;
using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;

/// <summary>Counts the messages that a bus is done with, retries included, and keeps what they failed with in the end.</summary>
internal sealed class Receptions : IReceiveObserver
{
    private readonly Channel<ReceiveContext> _done = Channel.CreateUnbounded<ReceiveContext>();

    public ConcurrentQueue<Exception> Faults { get; } = new();

    public async Task UntilDoneAsync(int messages)
    {
        for (var i = 0; i < messages; i++)
            await _done.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }

    public Task PostReceive(ReceiveContext context)
    {
        _done.Writer.TryWrite(context);
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        Faults.Enqueue(exception);
        _done.Writer.TryWrite(context);
        return Task.CompletedTask;
    }

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        Faults.Enqueue(exception);
        return Task.CompletedTask;
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;
}
