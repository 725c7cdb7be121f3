using Sprout.Local;
using Sprout.Local.Keys;
using Sprout.Local.Queues;

var up = new UpCommand(Environment.GetEnvironmentVariable, TimeProvider.System, Console.Out, Console.Error);
var down = new DownCommand(TimeProvider.System, Console.Out, Console.Error);
var queues = new QueuesCommand(Environment.GetEnvironmentVariable, Console.Out, Console.Error);
var keys = new KeysCommand(Environment.GetEnvironmentVariable, TimeProvider.System, Console.Out, Console.Error);
return await CommandLine.Create(up.RunAsync, down.RunAsync, queues, keys).Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
