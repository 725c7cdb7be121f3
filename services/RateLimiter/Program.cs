using Sprout.Hosting;
using Sprout.Hosting.Health;
using Sprout.Hosting.Services;
using Sprout.RateLimiter;

return await new SproutService
{
    Name = "rate-limiter",
    DefaultPort = 8084,
    Add = builder =>
    {
        builder.AddSproutBus(RateLimiterService.AddRateLimiterBus);
        builder.AddRateLimiter();
    },
    Map = app => app.MapSproutHealth(),
}.RunAsync(args, Console.Error);
