using Sprout.Bench;
using Sprout.Bench.Captcha;
using Sprout.Bench.Gateway;
using Sprout.Bench.Lifecycle;
using Sprout.Bench.Transport;

return args switch
{
    ["redis", ..] => await RedisBenchmark.RunAsync(),
    ["transport", ..] => await TransportBenchmark.RunAsync(),
    ["captcha", .. var more] => await CaptchaBenchmark.RunAsync(more),
    ["gateway", .. var more] => await GatewayBenchmark.RunAsync(more),
    ["lifecycle", .. var more] => await LifecycleBenchmark.RunAsync(more),
    [SimulatorProgram.Command, var pods] => await SimulatorProgram.RunAsync(isInstant: pods == "instant"),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run --project bench/Sprout.Bench -c Release -- redis|transport|gateway|captcha|lifecycle; and ./sprout bench web");
    Console.Error.WriteLine(GatewaySettings.Usage);
    Console.Error.WriteLine(CaptchaSettings.Usage);
    Console.Error.WriteLine(LifecycleSettings.Usage);
    return 2;
}
