using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Redis;
using Sprout.TransportChaos;

// A consumer that is there to be killed. Argument: how to reach Redis. It ends when its standard input does, so that it never outlives who started it.
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
var redis = await ConnectionMultiplexer.ConnectAsync(args[0] + ",abortConnect=false");
builder.Services.AddSingleton<IConnectionMultiplexer>(redis);
builder.Services.AddSingleton(redis.GetDatabase());
builder.Services.AddMassTransit(bus =>
{
    bus.DisableUsageTelemetry();
    bus.SetKebabCaseEndpointNameFormatter();
    bus.AddConsumer<JobConsumer>();
    bus.AddConsumer<CountedConsumer>();
    bus.AddSagaStateMachine<TallyStateMachine, Tally>().RedisRepository(repository => repository.KeyPrefix = ChaosKeys.Tally);
    bus.UsingRedisStreams((context, transport) =>
    {
        transport.Host(redis, host => host.KeyPrefix = ChaosKeys.Prefix);
        transport.ClaimIdleTime = TimeSpan.FromSeconds(1);
        transport.PrefetchCount = 64;
        // A message is delivered again with each consumer that dies over it, and where the machine is so busy that a lock is renewed too late; none of them is poison.
        transport.MaxDeliveryCount = 100;
        // What the handlers themselves ask of Redis fails too while it is away.
        transport.UseMessageRetry(retry =>
        {
            retry.Handle<ConcurrencyException>();
            retry.Handle<RedisException>();
            retry.Exponential(30, TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(20));
        });
        transport.ConfigureEndpoints(context);
    });
});
using var app = builder.Build();
await app.StartAsync();
await Console.In.ReadToEndAsync();
await app.StopAsync();
