namespace Sprout.MassTransit.RedisStreams.Queues;

/// <summary>There is no queue of that name.</summary>
public sealed class UnknownQueueException(string name, IReadOnlyList<string> near) : Exception(Describe(name, near))
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>Queues with a name like it, the nearest first.</summary>
    public IReadOnlyList<string> Near { get; } = near;

    private static string Describe(string name, IReadOnlyList<string> near) =>
        $"There is no queue '{name}'." + (near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near)}?");
}
