using Sprout.Gateway;
using Sprout.Hosting;
using Sprout.Hosting.Services;

return await new SproutService
{
    Name = "gateway",
    DefaultPort = 8080,
    Add = builder =>
    {
        builder.AddSproutBus(GatewayService.AddGatewayBus);
        builder.AddGateway();
    },
    Map = app => app.MapGateway(),
}.RunAsync(args, Console.Error);
