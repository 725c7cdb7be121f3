using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Writes;

/// <summary>What became of a write: an object, or the Status that refuses it.</summary>
internal readonly record struct Outcome(StoredObject? Object, Status? Refusal, bool IsCreated = false)
{
    public static implicit operator Outcome(Status refusal) => new(null, refusal);

    public static Outcome Of(StoredObject stored) => new(stored, null);

    public static Outcome Created(StoredObject stored) => new(stored, null, IsCreated: true);
}
