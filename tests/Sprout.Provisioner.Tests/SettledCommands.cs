using System.Collections.Concurrent;
using MassTransit;

namespace Sprout.Provisioner.Tests;

/// <summary>Tells when a command is settled, and which ended as dead letters.</summary>
internal sealed class SettledCommands : IReceiveObserver
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _commands = new();
    private readonly ConcurrentQueue<string> _faults = new();

    public IReadOnlyCollection<string> Faults => _faults;

    public Task WaitAsync(Guid messageId) => Of(messageId).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        if (context.GetMessageId() is { } id)
            Of(id).TrySetResult();
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        _faults.Enqueue($"{typeof(T).Name}: {exception.Message}");
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception) => PostReceive(context);

    private TaskCompletionSource Of(Guid messageId) =>
        _commands.GetOrAdd(messageId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
