using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Hosting.Transports;

namespace Sprout.Hosting.Services;

/// <summary>A service in a process of its own: configured from <c>appsettings.json</c> beside it, the environment and the command line.</summary>
public sealed class SproutService
{
    /// <summary>Exit code of a service that could not start, or broke.</summary>
    public const int Broken = 1;

    /// <summary>Exit code when a setting is missing or cannot be meant.</summary>
    public const int BadSettings = 2;

    // Kubernetes kills after 30 seconds unless told otherwise.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(25);

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The port on 127.0.0.1 where nothing says another (<c>ASPNETCORE_URLS</c> and so on).</summary>
    public required int DefaultPort { get; init; }

    /// <summary>Adds what it is made of. What it throws is about settings.</summary>
    public required Action<WebApplicationBuilder> Add { get; init; }

    /// <summary>Adds its routes.</summary>
    public required Action<WebApplication> Map { get; init; }

    /// <summary>Runs until SIGTERM or Ctrl-C, then lets what is under way finish: the exit code. What is wrong with the settings is said in one line.</summary>
    public async Task<int> RunAsync(string[] arguments, TextWriter error)
    {
        try
        {
            await using var app = SettingException.Guard(() => Build(arguments));
            return await RunAsync(app);
        }
        catch (SettingException exception)
        {
            await error.WriteLineAsync($"sprout {Name}: {exception.Message}");
            return BadSettings;
        }
    }

    private WebApplication Build(string[] arguments)
    {
        var app = CreateBuilder(arguments).Build();
        Map(app);
        // Made here, so that what they find wrong with the settings is said like the rest.
        _ = app.Services.GetServices<IHostedService>().Count();
        return app;
    }

    private WebApplicationBuilder CreateBuilder(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
        if (BusOptions.Read(builder.Configuration).Transport == BusTransport.InMemory)
            throw new SettingException("Bus:Transport is in-memory, which reaches no other process. Set it to redis-streams or rabbitmq.");
        if (!HasAddress(builder.Configuration))
            builder.WebHost.UseUrls($"http://127.0.0.1:{DefaultPort}");
        if (builder.Configuration.GetValue<bool>(ParentLifetime.Setting))
            builder.Services.AddSingleton<IHostLifetime, ParentLifetime>();

        builder.AddSproutHosting();
        Add(builder);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopPatience);
        // A process that waits for a broker lives all the same, and says at /readyz what it waits for.
        builder.Services.Configure<MassTransitHostOptions>(bus => bus.WaitUntilStarted = false);
        return builder;
    }

    private async Task<int> RunAsync(WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Sprout.Service");
        try
        {
            await app.StartAsync();
            logger.LogInformation("The {Service} runs at {Addresses}", Name, string.Join(", ", app.Urls));
            await app.WaitForShutdownAsync();
            logger.LogInformation("The {Service} has stopped", Name);
            return 0;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return 0; // stopped while it started
        }
        catch (Exception exception)
        {
            logger.LogCritical(exception, "The {Service} broke: {Reason}", Name, exception.Message);
            return Broken;
        }
    }

    private static bool HasAddress(IConfiguration configuration) =>
        new[] { "urls", "http_ports", "https_ports" }.Any(key => !string.IsNullOrEmpty(configuration[key])) || configuration.GetSection("Kestrel:Endpoints").Exists();
}
