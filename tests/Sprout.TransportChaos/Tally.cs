using MassTransit;

namespace Sprout.TransportChaos;

/// <summary>Which jobs of a group were counted, in the order in which they were. A number that stands here twice was counted twice.</summary>
public sealed class Tally : SagaStateMachineInstance, ISagaVersion
{
    /// <inheritdoc/>
    public Guid CorrelationId { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }

    /// <summary>The machine's state.</summary>
    public string CurrentState { get; set; } = "";

    /// <summary>The jobs' numbers.</summary>
    public List<int> Numbers { get; init; } = [];
}
