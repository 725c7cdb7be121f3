using System.Diagnostics;

namespace Sprout.Bench.Lifecycle;

/// <summary>A container on its way, as a client sees it.</summary>
internal sealed class Journey
{
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _deleted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heard;
    private DateTimeOffset _ranAt;

    /// <summary>When it was to be asked for (<see cref="Stopwatch"/>).</summary>
    public long Begun { get; set; }

    /// <summary>When it was accepted, as the answer says.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Completes when it runs; fails when it has failed.</summary>
    public Task Running => _running.Task;

    /// <summary>Completes when it is deleted.</summary>
    public Task Deleted => _deleted.Task;

    /// <summary>Milliseconds from before the request to the event.</summary>
    public double ClientMilliseconds => Stopwatch.GetElapsedTime(Begun, _heard).TotalMilliseconds;

    /// <summary>Milliseconds from its acceptance to the change, by its record.</summary>
    public double RecordedMilliseconds => (_ranAt - CreatedAt).TotalMilliseconds;

    /// <summary>Takes what the event stream says.</summary>
    public void Hear(string status, DateTimeOffset at)
    {
        if (status == "deleted")
            _deleted.TrySetResult();
        else if (status == "failed")
            _running.TrySetException(new InvalidOperationException("A container failed."));
        else if (status == "running" && !_running.Task.IsCompleted)
        {
            (_heard, _ranAt) = (Stopwatch.GetTimestamp(), at);
            _running.TrySetResult();
        }
    }
}
