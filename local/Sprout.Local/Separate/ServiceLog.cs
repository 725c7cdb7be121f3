using Serilog;
using Serilog.Core;

namespace Sprout.Local.Separate;

/// <summary>What one service says: to the console under its name, and to a file of its own in the data folder. The time is when it was heard.</summary>
public sealed class ServiceLog : IDisposable
{
    /// <summary>What a service is asked to write, one line each.</summary>
    public const string LineTemplate = "{Level:u3} {Message:lj}{NewLine}{Exception}";

    private const int NameWidth = 13;

    private readonly Logger _lines;

    /// <summary>Opens the file in this folder.</summary>
    public ServiceLog(string folder, ServiceInstance instance) => _lines = new LoggerConfiguration()
        .WriteTo.Console(outputTemplate: $"{{Timestamp:HH:mm:ss}} {instance.Name.PadRight(NameWidth)} {{Message:l}}{{NewLine}}")
        .WriteTo.File(
            Path.Combine(folder, instance.Name + ".log"),
            outputTemplate: "{Timestamp:O} {Message:l}{NewLine}",
            fileSizeLimitBytes: LocalLogging.LargestFileBytes,
            rollOnFileSizeLimit: true,
            retainedFileCountLimit: LocalLogging.KeptFiles)
        .CreateLogger();

    /// <summary>Writes a line; null is none.</summary>
    public void Write(string? line)
    {
        if (line is not null)
            _lines.Information("{Line:l}", line);
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();
}
