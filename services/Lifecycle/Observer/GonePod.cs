namespace Sprout.Lifecycle.Observer;

/// <summary>A pod that is gone, as it was last seen.</summary>
/// <param name="Pod">With its last words.</param>
/// <param name="Told">The last message about it; null for none.</param>
/// <param name="At">When that was noticed: what it would only have said later, it has not said.</param>
internal sealed record GonePod(ObservedPod Pod, object? Told, DateTimeOffset At);
