using Sprout.Redis;

namespace Sprout.State.Tests.Support;

/// <summary>A test that begins with an empty Redis.</summary>
public abstract class StateTest : IAsyncLifetime
{
    protected StateTest(SharedRedis shared)
    {
        Shared = shared;
        Database = shared.Connection.GetDatabase();
        Writer = new(Database);
    }

    protected SharedRedis Shared { get; }

    protected IDatabase Database { get; }

    private protected DocumentWriter Writer { get; }

    public async ValueTask InitializeAsync() => await DoAsync("FLUSHALL");

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected ValueTask<RedisResult> DoAsync(string command, params RedisValue[] arguments) => Database.ExecuteAsync(command, arguments);

    protected async Task<string?> ScoreAsync(RedisKey key, RedisValue member) => (string?)await DoAsync("ZSCORE", key.Name, member);

    protected async Task<string[]> KeysAsync() =>
        [.. (await DoAsync("KEYS", "*")).Items.Select(key => (string)key!).Order(StringComparer.Ordinal)];
}
