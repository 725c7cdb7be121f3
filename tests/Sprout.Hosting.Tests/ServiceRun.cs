using System.Net;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sprout.Hosting.Health;
using Sprout.Hosting.Services;
using Sprout.Testing;

namespace Sprout.Hosting.Tests;

/// <summary>A service that runs in this process, with the health routes alone.</summary>
internal sealed class ServiceRun : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly WebApplication _app;
    private readonly Task<int> _run;

    private ServiceRun(WebApplication app, Task<int> run) => (_app, _run, _http) = (app, run, new() { BaseAddress = new(app.Urls.Single()) });

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Returns when it answers, which does not mean that it is ready.</summary>
    public static async Task<ServiceRun> StartAsync(string[] arguments, Action<IBusRegistrationConfigurator>? bus = null, object? shared = null)
    {
        var started = new TaskCompletionSource<WebApplication>(TaskCreationOptions.RunContinuationsAsynchronously);
        var service = new SproutService
        {
            Name = "spec",
            DefaultPort = 0,
            Add = builder =>
            {
                if (shared is not null)
                    builder.Services.AddSingleton(shared.GetType(), shared);
                builder.AddSproutBus(bus is null ? [] : [bus]);
            },
            Map = app =>
            {
                app.MapSproutHealth();
                app.Lifetime.ApplicationStarted.Register(() => started.SetResult(app));
            },
        };
        var run = service.RunAsync(arguments, TextWriter.Null);
        return new(await started.Task.WaitAsync(TimeSpan.FromSeconds(30)), run);
    }

    /// <summary>Returns when it is ready.</summary>
    public Task BecomesReadyAsync() => Eventually.HoldsAsync("it is ready", async () => await GetAsync("/readyz") == (HttpStatusCode.OK, "ok"));

    /// <summary>What stands there.</summary>
    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Asks it to stop, as SIGTERM does; the task is its end, with its exit code.</summary>
    public Task<int> StopAsync()
    {
        if (!_run.IsCompleted)
            _app.Lifetime.StopApplication();
        return _run;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
    }
}
