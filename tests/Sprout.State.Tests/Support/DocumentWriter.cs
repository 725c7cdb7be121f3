using System.Text.Json;
using Sprout.Redis;

namespace Sprout.State.Tests.Support;

/// <summary>Stores documents as the saga repository does, command by command: conditions, the commands that go with the change, the document.</summary>
internal sealed class DocumentWriter(IDatabase database)
{
    public const int FeedLength = 1000;

    /// <summary>False, with nothing written, when a condition does not hold.</summary>
    public async Task<bool> TryWriteAsync(ContainerDocument? before, ContainerDocument after)
    {
        after.Version = (before?.Version ?? 0) + 1;
        var change = new ContainerChange(before, after);
        foreach (var condition in change.Conditions())
        {
            if ((await database.ExecuteAsync(condition.Name, condition.Arguments)).IsNull)
                return false;
        }

        foreach (var command in change.Commands(Container.Now, FeedLength))
            await database.ExecuteAsync(command.Name, command.Arguments);
        var data = JsonSerializer.SerializeToUtf8Bytes(after, StateJson.Options);
        await database.ExecuteAsync("HSET", [SproutKeys.Container(after.CorrelationId).Name, "version", after.Version, "data", data]);
        return true;
    }

    /// <summary>Stores a new document, as it is once its slots have been leased.</summary>
    public async Task<ContainerDocument> CreateAsync(ContainerDocument container)
    {
        foreach (var scope in container.QuotaScopes)
            await database.ExecuteAsync("ZADD", [SproutKeys.Quota(scope).Name, "NX", long.MaxValue, container.CorrelationId.ToString("D")]);
        (await TryWriteAsync(before: null, container)).ShouldBeTrue();
        return container;
    }

    /// <summary>Stores what the change makes of the document.</summary>
    public async Task<ContainerDocument> ChangeAsync(ContainerDocument before, Action<ContainerDocument> change)
    {
        var after = Container.Copy(before);
        change(after);
        (await TryWriteAsync(before, after)).ShouldBeTrue();
        return after;
    }
}
