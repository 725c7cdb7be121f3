using Sprout.Local.RedisServers;
using Sprout.Redis;

namespace Sprout.Local.Operators;

/// <summary>Finds the Redis that an operator means: the one named, else that of the <c>up</c> on the data folder, else the one that services are configured with.</summary>
public sealed class RedisFinder(Func<string, string?> environment)
{
    /// <summary>The environment variable with which services are told where Redis is.</summary>
    public const string Variable = "Redis__ConnectionString";

    /// <summary>
    /// Connects. Throws <see cref="NoRedisException"/> when that cannot be, and <see cref="ArgumentException"/> for an address that is none.
    /// </summary>
    /// <param name="redis">The one named, as a URL or as <c>host:port,option=value</c>; null to look for it.</param>
    /// <param name="folder">The data folder of an <c>up</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ConnectionMultiplexer> ConnectAsync(string? redis, string folder, CancellationToken cancellationToken = default)
    {
        if (redis is { } named)
            return await ConnectAsync(ConfigurationOptions.Parse(named), cancellationToken);

        NoRedisException? silent = null;
        if (RedisHome.Recall(Path.Combine(folder, "redis")) is { } remembered)
        {
            try
            {
                return await ConnectAsync(remembered, cancellationToken);
            }
            catch (NoRedisException exception)
            {
                silent = exception;
            }
        }

        var data = Path.GetFullPath(folder);
        if (environment(Variable) is { Length: > 0 } configured)
            return await ConnectAsync(ConfigurationOptions.Parse(configured), cancellationToken);
        throw new NoRedisException($"No `sprout up` runs on {data}, and {Variable} is not set. Start it, name its folder with --data, or say where Redis is with --redis URL.", silent);
    }

    // Operators wait for an answer, not for a server that may come.
    private static async Task<ConnectionMultiplexer> ConnectAsync(ConfigurationOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectionMultiplexer.ConnectAsync(
                options with { AbortOnConnectFail = true, ClientName = options.ClientName ?? "sprout-operator" }, cancellationToken: cancellationToken);
        }
        catch (RedisConnectionException exception)
        {
            throw new NoRedisException(exception.Message, exception);
        }
    }
}
