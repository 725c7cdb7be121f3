using Sprout.Hosting;
using Sprout.Hosting.Health;
using Sprout.Hosting.Services;
using Sprout.Provisioner;

return await new SproutService
{
    Name = "provisioner",
    DefaultPort = 8082,
    Add = builder =>
    {
        builder.AddSproutBus(ProvisionerService.AddProvisionerBus);
        builder.AddProvisioner();
    },
    Map = app => app.MapSproutHealth(),
}.RunAsync(args, Console.Error);
