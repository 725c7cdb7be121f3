using Sprout.MassTransit.RedisStreams.Queues;
using Sprout.Redis;
using Sprout.Testing;

namespace Sprout.MassTransit.RedisStreams.Tests.Queues.Support;

/// <summary>A redis-server with queues as the transport leaves them.</summary>
public sealed class QueueRedis : IAsyncDisposable
{
    /// <summary>With letters that mean something in patterns.</summary>
    public const string Prefix = "{te*t}:[a]:";

    /// <summary>A message in MassTransit's envelope.</summary>
    public const string Envelope =
        """{"messageId":"0195c3a8-0000-0000-0000-000000000001","messageType":["urn:message:Shop:OrderPaid","urn:message:Shop:IOrderEvent"],"message":{"order":"ä"}}""";

    /// <summary>Headers as they are on an error queue; the last three are the sender's.</summary>
    public const string FaultHeaders =
        """{"MT-Reason":"fault","MT-Fault-ExceptionType":"System.TimeoutException","MT-Fault-Message":"too\nlate","MT-Fault-StackTrace":"at A","MT-Fault-InputAddress":"redis://h:6379/orders","MT-Host-MachineName":"m","MT-Fault-Address":"queue:faults","n":9007199254740993,"tenant":"a"}""";

    private readonly RedisServer _server;
    private readonly ConnectionMultiplexer _redis;

    private QueueRedis(RedisServer server, ConnectionMultiplexer redis) => (_server, _redis) = (server, redis);

    /// <summary>What is tested.</summary>
    public RedisStreamsQueues Queues => new(_redis.GetDatabase(), Prefix);

    /// <summary>How to reach the server.</summary>
    public string ConfigurationString => _server.ConfigurationString;

    /// <summary>Starts one.</summary>
    public static async Task<QueueRedis> StartAsync()
    {
        var server = await RedisServer.StartAsync();
        return new(server, await ConnectionMultiplexer.ConnectAsync($"{server.ConfigurationString},asyncTimeout=60000"));
    }

    /// <summary>The key of a queue.</summary>
    public static string Key(string queue) => Prefix + "queue:" + queue;

    /// <summary>Any command.</summary>
    public ValueTask<RedisResult> DoAsync(string command, params RedisValue[] arguments) => _redis.GetDatabase().ExecuteAsync(command, arguments);

    /// <summary>Makes a queue with its consumer group.</summary>
    public async Task DeclareAsync(string queue) => await DoAsync("XGROUP", "CREATE", Key(queue), queue, "0", "MKSTREAM");

    /// <summary>Puts a message into a queue, with more fields than its body: its id.</summary>
    public async Task<string> AddAsync(string queue, params NameValueEntry[] fields) =>
        await _redis.GetDatabase().StreamAddAsync(Key(queue), [new("b", Envelope), .. fields]);

    /// <summary>Puts many messages into a queue: their ids.</summary>
    public Task<string[]> AddManyAsync(string queue, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(number => AddAsync(queue, new NameValueEntry("number", number))));

    /// <summary>Gives messages to a consumer: their ids.</summary>
    public async Task<string[]> TakeAsync(string queue, int count)
    {
        var streams = await DoAsync("XREADGROUP", "GROUP", queue, "somebody", "COUNT", count, "STREAMS", Key(queue), ">");
        return [.. streams[0][1].Items.Select(entry => (string)entry[0]!)];
    }

    /// <summary>All that is in a queue.</summary>
    public ValueTask<StreamEntry[]> ReadAsync(string queue) => _redis.GetDatabase().StreamRangeAsync(Key(queue));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }
}
