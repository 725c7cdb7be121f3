using System.Net;
using Microsoft.AspNetCore.Builder;
using Sprout.Hosting.Health;
using Sprout.Hosting.Services;
using Sprout.Testing;

namespace Sprout.Hosting.Tests;

public sealed class When_a_service_waits_for_what_it_needs
{
    [Fact]
    public async Task It_lives_and_says_what_it_waits_for()
    {
        await using var run = await ServiceRun.StartAsync(redisPort: 1);

        (await run.GetAsync("/livez")).ShouldBe((HttpStatusCode.OK, "ok"));
        var (status, text) = await run.GetAsync("/readyz");
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldContain("Not ready: ");
        text.ShouldContain("redis");
        (await run.GetAsync("/readyz?verbose")).Text.ShouldContain("[-]redis failed: There is no connection to Redis.");
    }

    [Fact]
    public async Task It_lists_what_is_there_and_what_is_not()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var run = await ServiceRun.StartAsync(redis.Port);

        var (status, text) = await run.GetAsync("/healthz?verbose");

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        text.ShouldContain("[+]redis ok");
        text.ShouldContain("[-]masstransit-bus failed: ");
    }

    /// <summary>A service whose broker is never there.</summary>
    private sealed class ServiceRun : IAsyncDisposable
    {
        private readonly HttpClient _http;
        private readonly WebApplication _app;
        private readonly Task<int> _run;

        private ServiceRun(WebApplication app, Task<int> run) => (_app, _run, _http) = (app, run, new() { BaseAddress = new(app.Urls.Single()) });

        public static async Task<ServiceRun> StartAsync(int redisPort)
        {
            var mapped = new TaskCompletionSource<WebApplication>();
            var service = new SproutService
            {
                Name = "spec",
                DefaultPort = 0,
                Add = builder => builder.AddSproutBus(),
                Map = app =>
                {
                    app.MapSproutHealth();
                    app.Lifetime.ApplicationStarted.Register(() => mapped.SetResult(app));
                },
            };
            var run = service.RunAsync([$"--Redis:ConnectionString=127.0.0.1:{redisPort}", "--Bus:Transport=rabbitmq", "--Bus:RabbitMq=amqp://127.0.0.1:1"], TextWriter.Null);
            return new(await mapped.Task.WaitAsync(TimeSpan.FromSeconds(30)), run);
        }

        public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
        {
            using var response = await _http.GetAsync(path);
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }

        public async ValueTask DisposeAsync()
        {
            _app.Lifetime.StopApplication();
            (await _run).ShouldBe(0);
            _http.Dispose();
        }
    }
}
