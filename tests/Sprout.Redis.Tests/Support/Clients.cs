using Sprout.Testing;

namespace Sprout.Redis.Tests.Support;

/// <summary>What the tests of the client do again and again.</summary>
internal static class Clients
{
    // A busy machine must not look like a slow server.
    public static ValueTask<ConnectionMultiplexer> ConnectAsync(this RedisServer server, string options = "") =>
        ConnectionMultiplexer.ConnectAsync($"{server.ConfigurationString},asyncTimeout=60000,connectTimeout=60000{options}", cancellationToken: TestContext.Current.CancellationToken);

    public static ValueTask<RedisResult> DoAsync(this IConnectionMultiplexer redis, string command, params RedisValue[] arguments) =>
        redis.GetDatabase().ExecuteAsync(command, arguments);

    /// <summary>Ends with the reason when the shared connection breaks or another attempt fails.</summary>
    public static Task<Exception> NextFailure(this ConnectionMultiplexer redis)
    {
        var failure = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        redis.ConnectionFailed += (_, args) => failure.TrySetResult(args.Exception);
        return failure.Task;
    }

    public static Task NextRestoration(this ConnectionMultiplexer redis)
    {
        var restored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        redis.ConnectionRestored += (_, _) => restored.TrySetResult();
        return restored.Task;
    }

    /// <summary>Holds back writing commands of everyone, and answers to whoever has sent one, until <see cref="ResumeAsync"/>.</summary>
    public static async Task PauseWritesAsync(this IConnectionMultiplexer redis) => await redis.DoAsync("CLIENT", "PAUSE", 600_000, "WRITE");

    public static async Task ResumeAsync(this IConnectionMultiplexer redis) => await redis.DoAsync("CLIENT", "UNPAUSE");

    /// <summary>Returns once so many clients wait on the server, in a pause or in a blocking read.</summary>
    public static async Task UntilBlockedAsync(this IConnectionMultiplexer redis, int clients)
    {
        while (!((RedisValue)await redis.DoAsync("INFO", "clients")).ToString().Contains($"blocked_clients:{clients}\r\n", StringComparison.Ordinal))
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
    }
}
