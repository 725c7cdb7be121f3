namespace Sprout.Kubernetes;

/// <summary>What came of asking for a deletion.</summary>
/// <param name="WasThere">Whether there was something to delete.</param>
/// <param name="Object">The object as the server has it now: with <see cref="Models.V1ObjectMeta.DeletionTimestamp"/> where it takes its time to go; null where the server does not say.</param>
public readonly record struct Deletion<T>(bool WasThere, T? Object)
    where T : class, IKubernetesObject;
