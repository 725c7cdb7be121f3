using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.Support;

/// <summary>A saga that keeps every number it was told, as often as it was told.</summary>
public class Tally : SagaStateMachineInstance, ISagaVersion
{
    public Guid CorrelationId { get; set; }

    public int Version { get; set; }

    public string CurrentState { get; set; } = "";

    public List<int> Numbers { get; set; } = [];
}

/// <summary>Another type of saga, with the same ids.</summary>
public sealed class OtherTally : Tally;
