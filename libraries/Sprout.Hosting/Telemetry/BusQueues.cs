using System.Collections.Concurrent;

namespace Sprout.Hosting.Telemetry;

/// <summary>Queues as metrics name them: few, and the same after a restart.</summary>
public static class BusQueues
{
    private const string Replies = "replies";

    /// <summary>Whether this is one of the queues that MassTransit makes for a process alone, where answers come in, with a name that never comes again.</summary>
    public static bool IsTemporary(string queue) => queue.Contains("_bus_", StringComparison.Ordinal);

    /// <summary>The queue at an address; all temporary ones have one name.</summary>
    internal static string NameOf(Uri address, ConcurrentDictionary<Uri, string> known)
    {
        if (known.TryGetValue(address, out var name))
            return name;
        name = address.AbsolutePath[(address.AbsolutePath.LastIndexOf('/') + 1)..];
        name = IsTemporary(name) ? Replies : name;
        // An endpoint has one address as long as it lives.
        known.TryAdd(address, name);
        return name;
    }
}
