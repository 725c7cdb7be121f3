using System.Net;
using Sprout.Testing;

namespace Sprout.Hosting.Tests;

public sealed class When_a_service_waits_for_what_it_needs
{
    [Fact]
    public async Task It_lives_and_says_what_it_waits_for()
    {
        await using var run = await ServiceRun.StartAsync(Arguments(redisPort: 1));

        (await run.GetAsync("/livez")).ShouldBe((HttpStatusCode.OK, "ok"));
        var (status, text) = await run.GetAsync("/readyz");
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldContain("Not ready: ");
        text.ShouldContain("redis");
        (await run.GetAsync("/readyz?verbose")).Text.ShouldContain("[-]redis failed: There is no connection to Redis.");
        (await run.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task It_lists_what_is_there_and_what_is_not()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var run = await ServiceRun.StartAsync(Arguments(redis.Port));

        var (status, text) = await run.GetAsync("/healthz?verbose");

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldContain("[+]redis ok");
        text.ShouldContain("[-]masstransit-bus failed: ");
    }

    [Fact]
    public async Task It_is_ready_once_that_has_come()
    {
        var port = RedisServer.FreePort();
        await using var run = await ServiceRun.StartAsync([$"--Redis:ConnectionString=127.0.0.1:{port}"]);
        (await run.GetAsync("/readyz")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await using var redis = await RedisServer.StartAsync(port: port);

        await run.BecomesReadyAsync();
    }

    [Fact]
    public async Task It_logs_in_with_a_password_that_is_kept_apart()
    {
        const string Password = "a,b=c \"d";
        await using var redis = await RedisServer.StartAsync(extraArguments: ["--requirepass", Password]);

        await using var run = await ServiceRun.StartAsync([$"--Redis:ConnectionString={redis.ConfigurationString},password=wrong", $"--Redis:Password={Password}"]);

        await run.BecomesReadyAsync();
    }

    // Nobody ever listens on port 1.
    private static string[] Arguments(int redisPort) => [$"--Redis:ConnectionString=127.0.0.1:{redisPort}", "--Bus:Transport=rabbitmq", "--Bus:RabbitMq=amqp://127.0.0.1:1"];
}
