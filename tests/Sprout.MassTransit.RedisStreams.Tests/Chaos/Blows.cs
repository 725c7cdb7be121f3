using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Chaos;

/// <summary>What is done to the system under way, as a seed decides.</summary>
internal sealed class Blows(int seed, RedisServer server, List<Worker> workers, Func<string, RedisValue[], Task<RedisResult>> redis)
{
#pragma warning disable CA5394 // Which moment it is must be repeatable, not secret.
    private readonly Random _random = new(seed);

    public int WorkersKilled { get; private set; }

    public int ServersKilled { get; private set; }

    public int ConnectionsCut { get; private set; }

    public async Task DealAsync()
    {
        switch (_random.Next(10))
        {
            case < 5:
                WorkersKilled++;
                var victim = _random.Next(workers.Count);
                await workers[victim].DisposeAsync();
                workers[victim] = Worker.Start(server);
                break;
            case < 8:
                ConnectionsCut++;
                await TryAsync(() => redis("CLIENT", ["KILL", "TYPE", "normal", "SKIPME", "no"]));
                break;
            default:
                ServersKilled++;
                await server.RestartAsync();
                break;
        }
    }
#pragma warning restore CA5394

    // Whoever asks for all connections to be cut asks over one of them.
    private static async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (RedisException exception)
        {
            TestContext.Current.SendDiagnosticMessage(exception.Message);
        }
    }
}
