using MassTransit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Auth.Visitors;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.Gateway.Features.Captcha;
using Sprout.Gateway.Features.Containers;
using Sprout.Gateway.Features.Events;
using Sprout.Gateway.Features.Health;
using Sprout.Gateway.Features.Logs;
using Sprout.Gateway.Features.Options;
using Sprout.Gateway.Http;
using Sprout.Gateway.RateLimits;
using Sprout.Hosting;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Gateway;

/// <summary>The gateway, for the process that hosts it.</summary>
public static class GatewayService
{
    private const string ApiPrefix = "/api";

    /// <summary>
    /// Adds what the gateway is made of. The host provides <see cref="IDatabase"/>, <see cref="IConnectionMultiplexer"/>, the bus and the health checks.
    /// </summary>
    public static IHostApplicationBuilder AddGateway(this IHostApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        var options = (configuration.GetSection("Gateway").Get<GatewayOptions>() ?? new()).Checked(configuration.GetValue<TimeSpan?>("Lifecycle:MaximumLifetime"));
        services.AddSingleton(options with
        {
            Namespace = configuration["Kubernetes:Namespace"] ?? options.Namespace,
            // The binder would add to the built-in ones.
            SuggestedImages = SettingList.Read(configuration, "Gateway:SuggestedImages") is [_, ..] suggested ? suggested : new GatewayOptions().SuggestedImages,
        });
        services.AddSingleton(ImageAllowList.From(configuration));
        // Below that the framework writes down every path that is asked for, and captcha tokens stand in paths. RequestLog says what is needed, whatever the levels.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        services.AddApiKeys(configuration);
        services.AddVisitors(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(configuration.GetSection("Quota").Get<QuotaOptions>() ?? new());
        services.TryAddSingleton<ContainerStore>();
        services.TryAddSingleton<InstallationId>();
        services.TryAddSingleton<QuotaLeases>();
        services.AddSingleton<ContainerRules>().AddSingleton<OwnContainers>().AddSingleton<QuotaGate>();
        services.AddSingleton<IdempotencyStore>().AddSingleton<IdempotentRequests>();
        services.AddScoped(typeof(LifecycleClient<>)).AddScoped<ContainerCreation>();
        services.AddSingleton(new TrustedProxies((configuration.GetSection("TrustedProxies").Get<TrustedProxiesSetting>() ?? new()) with { Networks = SettingList.Read(configuration, "TrustedProxies:Networks") }));
        services.AddCaptchaGate(configuration);
        services.AddRateLimits(configuration);
        services.AddSingleton<EventHub>().AddSingleton<EventHistory>().AddSingleton<EventPlaces>().AddHostedService<EventTail>().AddHostedService<EventKeepAlive>();

        builder.AddSproutKubernetes();
        services.TryAddSingleton<ContainerLogStore>();
        services.AddSingleton<LogPlaces>().AddSingleton<LogSource>();

        services.ConfigureHttpJsonOptions(json => GatewayJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            RequestBoundsCheck.Configure(kestrel.Limits, options.Bounds);
        });
        services.AddExceptionHandler<ProblemExceptionHandler>();
        // Not AddAuthentication, which brings data protection: what is signed here is signed with a key ring that all gateways share.
        services.AddAuthenticationCore(authentication => authentication.DefaultScheme = ApiKeyHandler.SchemeName).AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorization();
        var origins = new CorsOrigins(SettingList.Read(configuration, "Cors:Origins"));
        services.AddSingleton(origins);
        // Without credentials: a visitor's cookie is for our own page, and others bring a key.
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins.All)
            .AllowAnyHeader()
            .AllowAnyMethod()
            .WithExposedHeaders("Location", "Retry-After", RateLimitHeaders.Policy, RateLimitHeaders.State, RequestIds.Header, LogHeaders.Source, LogHeaders.LeftOut)));
        services.AddOpenApi(OpenApiSetup.DocumentName, OpenApiSetup.Configure);
        return builder;
    }

    /// <summary>Adds the clients by which the gateway asks the lifecycle and captcha services.</summary>
    public static void AddGatewayBus(this IBusRegistrationConfigurator bus)
    {
        bus.AddRequestClient<CreateContainerRequested>();
        bus.AddRequestClient<DeleteContainerRequested>();
        bus.AddRequestClient<ExtendContainerRequested>();
        bus.AddCaptchaClients();
    }

    /// <summary>Adds the middleware and the routes, which answer under <c>/</c> and under <c>/api</c>.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        if (app.Services.GetService<ApiKeyHasher>() is null)
            app.Logger.LogInformation("ApiKeys:Pepper is not set, so only the keys of the configuration let in, and none that `sprout keys` makes");
        app.UseMiddleware<RequestSpan>();
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ClientAddresses>();
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<RequestBoundsCheck>();
        // The handler of ours logs; the middleware's own line would say it twice.
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true, ExceptionHandler = NotReached });
        app.UseStatusCodePages(AnswerBareStatusAsync);
        // One table of routes for both prefixes, so that whatever guards a route guards it under either.
        app.UsePathBase(ApiPrefix);
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        // First, for another site's page must not use up what a visitor may ask.
        app.UseMiddleware<CrossSiteRequests>();
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseAuthorization();

        var routes = app.MapGroup("").RequireAuthorization().WithMetadata(new RequestSizeLimitAttribute(RequestBody.MaximumLength));
        foreach (var module in Modules())
            module.AddRoutes(routes);
        return app;
    }

    /// <summary>Answers as a gateway does when something behind it is away: 503, and to be sent again. For who stands before gateways and reaches none.</summary>
    public static Task AnswerUnavailableAsync(HttpContext context) => Problems.Unavailable().ExecuteAsync(context);

    private static IEndpointModule[] Modules() =>
    [
        new CreateContainer(),
        new ListContainers(),
        new GetContainer(),
        new GetContainerEvents(),
        new DeleteContainer(),
        new ExtendContainer(),
        new CaptchaModule(Path.Combine(AppContext.BaseDirectory, "captcha", "worker.js")),
        new EventsModule(),
        new LogsModule(),
        new GetRateLimit(),
        new GetOptions(),
        new HealthModule(),
        new ApiDocsModule(Path.Combine(AppContext.BaseDirectory, "docs-page")),
    ];

    private static Task AnswerBareStatusAsync(StatusCodeContext context) =>
        Problems.OfStatus(context.HttpContext.Response.StatusCode, context.HttpContext.Response.Headers.Allow.ToString()).ExecuteAsync(context.HttpContext);

    // ProblemExceptionHandler handles everything; the middleware insists on a fallback all the same.
    private static Task NotReached(HttpContext context) => Problems.Internal().ExecuteAsync(context);
}
