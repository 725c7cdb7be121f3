using Sprout.Local.Keys;
using Sprout.Local.Queues;

namespace Sprout.Local.Tests;

/// <summary>The command line as an operator has it.</summary>
public static class OperatorRun
{
    /// <summary>Runs it with these words in that environment.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> SayAsync(IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var line = CommandLine.Create(
            _ => throw new InvalidOperationException("up was not meant"),
            _ => throw new InvalidOperationException("down was not meant"),
            new QueuesCommand(Find, output, error),
            new KeysCommand(Find, TimeProvider.System, output, error));
        var exitCode = await line.Parse(words).InvokeAsync(new() { Output = output, Error = error });
        return (exitCode, output.ToString(), error.ToString());

        string? Find(string name) => environment.GetValueOrDefault(name);
    }
}
