using MassTransit;
using Sprout.Contracts;
using Sprout.State;

namespace Sprout.Lifecycle.StateMachines;

/// <summary>The words of refusals.</summary>
internal static class Refusals
{
    public static ContainerRefused NotFound(Guid id) => Make(id, RefusalReason.NotFound, $"There is no container {id:D}.");

    public static ContainerRefused QuotaExceeded(Guid id, QuotaFull full) =>
        Make(id, RefusalReason.QuotaExceeded, $"{full.Taken} of {full.Limit} containers are in use. Delete one, or wait until one expires.", full);

    public static ContainerRefused IdConflict(Guid id) =>
        Make(id, RefusalReason.IdConflict, $"Container {id:D} was asked for before, with other content.");

    public static ContainerRefused Ended(Guid id, string state) =>
        Make(id, RefusalReason.Ended, $"Container {id:D} is {ContainerStates.Public(state)} and cannot be extended.");

    /// <summary>Answers a request; a message that was published without wanting an answer gets none.</summary>
    public static Task AnswerAsync<T>(this ConsumeContext context, T answer)
        where T : class => context.ResponseAddress is null ? Task.CompletedTask : context.RespondAsync(answer);

    private static ContainerRefused Make(Guid id, RefusalReason reason, string message, QuotaFull? full = null) =>
        new() { ContainerId = id, Reason = reason, Message = message, QuotaScope = full?.Scope, QuotaLimit = full?.Limit, QuotaUsed = full?.Taken };
}
