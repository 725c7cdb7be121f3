using Sprout.Bench;
using Sprout.Bench.Gateway;
using Sprout.Bench.Transport;

return args switch
{
    ["redis", ..] => await RedisBenchmark.RunAsync(),
    ["transport", ..] => await TransportBenchmark.RunAsync(),
    ["gateway", .. var more] => await GatewayBenchmark.RunAsync(more),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run --project bench/Sprout.Bench -c Release -- redis|transport|gateway");
    Console.Error.WriteLine(GatewaySettings.Usage);
    return 2;
}
