using Sprout.Local;

var up = new UpCommand(Environment.GetEnvironmentVariable, TimeProvider.System, Console.Out, Console.Error);
var down = new DownCommand(TimeProvider.System, Console.Out, Console.Error);
return await CommandLine.Create(up.RunAsync, down.RunAsync).Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
