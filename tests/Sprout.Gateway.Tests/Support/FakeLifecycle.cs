using System.Text.Json;
using MassTransit;
using Sprout.Contracts;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Gateway.Tests.Support;

/// <summary>Answers the gateway as the lifecycle service would, and writes the same documents by the same commands.</summary>
internal sealed class FakeLifecycle : IConsumer<CreateContainerRequested>, IConsumer<DeleteContainerRequested>, IConsumer<ExtendContainerRequested>
{
    private const int FeedLength = 10_000;

    private readonly IDatabase _database;
    private readonly FakeLifecycleMood _mood;
    private readonly TimeProvider _time;

    public FakeLifecycle(IDatabase database, FakeLifecycleMood mood, TimeProvider time) => (_database, _mood, _time) = (database, mood, time);

    public Task Consume(ConsumeContext<CreateContainerRequested> context) => AnswerAsync(context, context.Message.ContainerId, before =>
    {
        var wish = context.Message;
        if (before is null)
            return New(wish);
        return SpecOf(before).IsSameAs(wish.Spec) ? before : RefusalReason.IdConflict;
    });

    public Task Consume(ConsumeContext<DeleteContainerRequested> context) => AnswerAsync(context, context.Message.ContainerId, before => before switch
    {
        null => RefusalReason.NotFound,
        { CurrentState: ContainerStates.Deleted or ContainerStates.Deleting } => before,
        _ => Copy(before, copy => copy.CurrentState = ContainerStates.Deleting),
    });

    public Task Consume(ConsumeContext<ExtendContainerRequested> context) => AnswerAsync(context, context.Message.ContainerId, before => before switch
    {
        null => RefusalReason.NotFound,
        { CurrentState: ContainerStates.Pending or ContainerStates.Running } => Copy(before, copy => copy.ExpiresAt = _time.GetUtcNow().AddSeconds(context.Message.TtlSeconds)),
        _ => RefusalReason.Ended,
    });

    /// <summary>Stores a document and all that depends on it. The one writer of a test may do in steps what the saga does in one script.</summary>
    public static async Task StoreAsync(IDatabase database, ContainerDocument? before, ContainerDocument after, DateTimeOffset now)
    {
        after.Version = (before?.Version ?? 0) + 1;
        await database.ExecuteAsync(
            "HSET",
            [SproutKeys.Container(after.CorrelationId).Name, "version", after.Version, "data", JsonSerializer.SerializeToUtf8Bytes(after, StateJson.Options)],
            TestContext.Current.CancellationToken);
        foreach (var command in new ContainerChange(before, after).Commands(now, FeedLength))
            await database.ExecuteAsync(command.Name, command.Arguments, TestContext.Current.CancellationToken);
    }

    public static ContainerDocument Copy(ContainerDocument document, Action<ContainerDocument> change)
    {
        var copy = JsonSerializer.Deserialize<ContainerDocument>(JsonSerializer.Serialize(document, StateJson.Options), StateJson.Options)!;
        change(copy);
        return copy;
    }

    private async Task AnswerAsync<T>(ConsumeContext<T> context, Guid id, Func<ContainerDocument?, Decision> decide)
        where T : class
    {
        _mood.Heard.Enqueue(context.Message);
        if (_mood.IsSilent)
            return;
        if (_mood.Faults)
            throw new InvalidOperationException("A secret that no client may see.");
        var before = await new ContainerStore(_database).FindAsync(id, context.CancellationToken);
        var decision = _mood.Refuses is { } reason ? reason : decide(before);
        if (decision.Refusal is { } refusal)
        {
            var isQuota = refusal == RefusalReason.QuotaExceeded;
            await context.RespondAsync(new ContainerRefused
            {
                ContainerId = id,
                Reason = refusal,
                Message = "The container has ended.",
                QuotaScope = isQuota ? QuotaOptions.TotalScope : null,
                QuotaLimit = isQuota ? 7 : null,
                QuotaUsed = isQuota ? 7 : null,
            });
            return;
        }

        var after = decision.Document!;
        if (!ReferenceEquals(before, after))
            await StoreAsync(_database, before, after, _time.GetUtcNow());
        await context.RespondAsync(Accept(after));
    }

    private ContainerDocument New(CreateContainerRequested wish)
    {
        var now = _time.GetUtcNow();
        return new()
        {
            CorrelationId = wish.ContainerId,
            CurrentState = ContainerStates.Pending,
            Owner = wish.Owner,
            Name = wish.Spec.Name,
            Image = wish.Spec.Image,
            Port = wish.Spec.Port,
            Environment = new(wish.Spec.Environment),
            TtlSeconds = wish.TtlSeconds,
            QuotaScopes = [.. wish.QuotaScopes],
            Url = new($"http://{wish.ContainerId:D}.example.test/"),
            CreatedAt = now,
            ExpiresAt = now.AddSeconds(wish.TtlSeconds),
            ReadyBy = now.AddMinutes(5),
            StepDueAt = now.AddMinutes(1),
        };
    }

    private static ContainerSpec SpecOf(ContainerDocument document) =>
        new() { Name = document.Name, Image = document.Image, Port = document.Port, Environment = document.Environment };

    private static ContainerAccepted Accept(ContainerDocument document) => new()
    {
        ContainerId = document.CorrelationId,
        Owner = document.Owner,
        Spec = SpecOf(document),
        Status = Enum.Parse<ContainerStatus>(document.CurrentState),
        Url = document.Url!,
        CreatedAt = document.CreatedAt,
        ExpiresAt = document.ExpiresAt,
        ReadyAt = document.ReadyAt,
        Failure = Failure(document.Failure),
        Stage = Enum.Parse<ContainerStage>(document.Stage),
        WaitingFor = Failure(document.Obstacle),
        Version = document.Version,
    };

    private static ContainerFailure? Failure(FailureDocument? failure) => failure is null
        ? null
        : new()
        {
            Phase = Enum.Parse<FailurePhase>(failure.Phase),
            Reason = Enum.Parse<FailureReason>(failure.Reason),
            Message = failure.Message,
            Hint = failure.Hint,
        };

    private readonly record struct Decision(ContainerDocument? Document, RefusalReason? Refusal)
    {
        public static implicit operator Decision(ContainerDocument document) => new(document, null);

        public static implicit operator Decision(RefusalReason reason) => new(null, reason);
    }
}
