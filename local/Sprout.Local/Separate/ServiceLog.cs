using Serilog;
using Serilog.Core;

namespace Sprout.Local.Separate;

/// <summary>What one service says: to the console under its name, and to a file of its own in the data folder. The time is when it was heard.</summary>
public sealed class ServiceLog : IDisposable
{
    /// <summary>What a service is asked to write: level, who says it, and what. Whatever else it writes is taken as it is.</summary>
    public const string LineTemplate = "{Level:u3}\t{SourceContext}\t{Message:lj}{NewLine}{Exception}";

    private const int NameWidth = 13;

    private readonly Logger _console;
    private readonly Logger _file;

    /// <summary>Opens the file in this folder.</summary>
    public ServiceLog(string folder, ServiceInstance instance)
    {
        _console = new LoggerConfiguration()
            .WriteTo.Console(outputTemplate: $"{{Timestamp:HH:mm:ss}} {instance.Name.PadRight(NameWidth)} {{Message:l}}{{NewLine}}")
            .CreateLogger();
        _file = new LoggerConfiguration()
            .WriteTo.File(
                Path.Combine(folder, instance.Name + ".log"),
                outputTemplate: "{Timestamp:O} {Message:l}{NewLine}",
                fileSizeLimitBytes: LocalLogging.LargestFileBytes,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: LocalLogging.KeptFiles)
            .CreateLogger();
    }

    /// <summary>Writes a line; null is none. Who says it matters in the file only.</summary>
    public void Write(string? line)
    {
        if (line is null)
            return;
        var parts = line.Split('\t', 3);
        _console.Information("{Line:l}", parts is [var level, _, var message] ? $"{level} {message}" : line);
        _file.Information("{Line:l}", string.Join(' ', parts));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _console.Dispose();
        _file.Dispose();
    }
}
