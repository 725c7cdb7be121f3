namespace Sprout.Kubernetes;

/// <summary>One event of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object as it is now; before its removal for <see cref="WatchEventType.Deleted"/>; only kind and resourceVersion for a bookmark.</param>
public sealed record WatchEvent<T>(WatchEventType Type, T Object);
