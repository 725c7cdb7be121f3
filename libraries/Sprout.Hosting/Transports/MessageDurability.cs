namespace Sprout.Hosting.Transports;

/// <summary>What the services may know of the transport.</summary>
/// <param name="OutlivesProcess">Whether messages under way are still there after this process has died.</param>
public sealed record MessageDurability(bool OutlivesProcess);
