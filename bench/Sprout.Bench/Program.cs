using Sprout.Bench;
using Sprout.Bench.Transport;

return args switch
{
    ["redis", ..] => await RedisBenchmark.RunAsync(),
    ["transport", ..] => await TransportBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run --project bench/Sprout.Bench -c Release -- redis|transport");
    return 2;
}
