using Sprout.Hosting;
using Sprout.Hosting.Health;
using Sprout.Hosting.Services;
using Sprout.Lifecycle;

return await new SproutService
{
    Name = "lifecycle",
    DefaultPort = 8081,
    Add = builder =>
    {
        builder.AddSproutBus(LifecycleService.AddLifecycleBus);
        builder.AddLifecycle();
    },
    Map = app => app.MapSproutHealth(),
}.RunAsync(args, Console.Error);
