using MassTransit;
using Sprout.Contracts;

namespace Sprout.Lifecycle.Tests;

/// <summary>A bus that takes nothing until it is over.</summary>
internal sealed class RefusingBus : IPublishObserver
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _refused;

    public int Refused => Volatile.Read(ref _refused);

    public bool IsOver
    {
        get => _over.Task.IsCompleted;
        set
        {
            if (value)
                _over.TrySetResult();
        }
    }

    /// <summary>After so many it does not even refuse: whoever publishes waits until it is over.</summary>
    public int MostRefused { get; init; } = int.MaxValue;

    /// <summary>Whose ready pod it does not take; null for anybody's.</summary>
    public Guid? Only { get; init; }

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class
    {
        if (IsOver || (Only is not null && (context.Message as PodProvisioned)?.ContainerId != Only))
            return Task.CompletedTask;
        if (Interlocked.Increment(ref _refused) > MostRefused)
            return _over.Task;
        throw new InvalidOperationException("The bus is away.");
    }

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;
}
