using Sprout.Bench;
using Sprout.Bench.Captcha;
using Sprout.Bench.Gateway;
using Sprout.Bench.Transport;

return args switch
{
    ["redis", ..] => await RedisBenchmark.RunAsync(),
    ["transport", ..] => await TransportBenchmark.RunAsync(),
    ["captcha", .. var more] => await CaptchaBenchmark.RunAsync(more),
    ["gateway", .. var more] => await GatewayBenchmark.RunAsync(more),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run --project bench/Sprout.Bench -c Release -- redis|transport|gateway|captcha");
    Console.Error.WriteLine(GatewaySettings.Usage);
    Console.Error.WriteLine(CaptchaSettings.Usage);
    return 2;
}
