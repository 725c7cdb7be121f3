using Sprout.Local;

return await CommandLine.Create(_ => Task.FromResult(0), _ => Task.FromResult(0)).Parse(args).InvokeAsync();
