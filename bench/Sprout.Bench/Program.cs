using Sprout.Bench;

return args switch
{
    ["redis", ..] => await RedisBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run --project bench/Sprout.Bench -c Release -- redis");
    return 2;
}
