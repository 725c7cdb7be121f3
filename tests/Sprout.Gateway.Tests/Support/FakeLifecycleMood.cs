using System.Collections.Concurrent;
using Sprout.Contracts;

namespace Sprout.Gateway.Tests.Support;

/// <summary>How the fake lifecycle service behaves, and what it has heard.</summary>
internal sealed class FakeLifecycleMood
{
    public bool IsSilent { get; set; }

    public bool Faults { get; set; }

    public RefusalReason? Refuses { get; set; }

    public ConcurrentQueue<object> Heard { get; } = new();
}
