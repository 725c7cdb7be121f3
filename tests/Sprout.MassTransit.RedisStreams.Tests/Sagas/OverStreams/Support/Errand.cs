using MassTransit;

namespace Sprout.MassTransit.RedisStreams.Tests.Sagas.OverStreams.Support;

/// <summary>A saga that sends, schedules and answers.</summary>
public sealed class Errand : SagaStateMachineInstance, ISagaVersion
{
    public Guid CorrelationId { get; set; }

    public int Version { get; set; }

    public string CurrentState { get; set; } = "";

    /// <summary>What it was told, as often as it was told.</summary>
    public List<int> Numbers { get; set; } = [];

    public Guid? ReminderToken { get; set; }
}
