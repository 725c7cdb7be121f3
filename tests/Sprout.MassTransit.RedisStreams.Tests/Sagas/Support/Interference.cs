using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;

/// <summary>What happens in the middle of a behaviour: after the saga was loaded, before it is written.</summary>
public sealed class Interference
{
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<Task>? _once;
    private int _attempts;
    private int _awaited;

    /// <summary>How often a behaviour came this far.</summary>
    public int Attempts => _attempts;

    /// <summary>Does this in the first behaviour from now on that comes this far.</summary>
    public void Once(Func<Task> action) => _once = action;

    /// <summary>Lets the first so many behaviours wait for each other.</summary>
    public void LetMeet(int behaviours) => _awaited = behaviours;

    internal async Task MeetAsync<TSaga>(BehaviorContext<TSaga> context)
        where TSaga : class, SagaStateMachineInstance
    {
        var attempt = Interlocked.Increment(ref _attempts);
        if (attempt == _awaited)
            _met.SetResult();
        if (attempt < _awaited)
            await _met.Task;
        if (Interlocked.Exchange(ref _once, null) is { } action)
            await action();
    }
}
