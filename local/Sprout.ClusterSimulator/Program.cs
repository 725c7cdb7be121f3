using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Sprout.ClusterSimulator;
using Sprout.ClusterSimulator.Faults;

var options = new ClusterSimulatorOptions();
for (var index = 0; index + 1 < args.Length; index += 2)
{
    options = args[index] switch
    {
        "--port" => options with { Port = int.Parse(args[index + 1]) },
        "--data" => options with { DataFolder = args[index + 1] },
        "--seed" => options with { Seed = int.Parse(args[index + 1]) },
        "--faults" => options with { Faults = FaultOptions.Parse(args[index + 1]) },
        _ => throw new ArgumentException($"Unknown option {args[index]}; there are --port, --data, --seed and --faults.", nameof(args)),
    };
}

// Only warnings: a line per request would hide them.
using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
var stopping = new TaskCompletionSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.TrySetResult();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await using var simulator = await Sprout.ClusterSimulator.ClusterSimulator.StartAsync(options with { LoggerFactory = loggers });
Console.WriteLine($"Simulated cluster at {simulator.BaseAddress}");
Console.WriteLine($"KUBECONFIG={simulator.KubeconfigPath}");
await stopping.Task;
