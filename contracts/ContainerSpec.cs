namespace Sprout.Contracts;

/// <summary>What to run. Checked by the gateway; whoever sends it past the gateway is checked by the Kubernetes API alone.</summary>
public sealed record ContainerSpec
{
    /// <summary>A DNS label (RFC 1123), 1–63 characters; for people, need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>An image reference, such as <c>nginx:latest</c>.</summary>
    public required string Image { get; init; }

    /// <summary>The TCP port on which the container answers HTTP, 1–65535.</summary>
    public required int Port { get; init; }

    /// <summary>Environment variables, name to value.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Whether the other asks for the same: the environment is compared by content, its order does not matter.</summary>
    public bool IsSameAs(ContainerSpec other) =>
        (Name, Image, Port, Environment.Count) == (other.Name, other.Image, other.Port, other.Environment.Count)
        && Environment.All(variable => other.Environment.TryGetValue(variable.Key, out var value) && value == variable.Value);
}
