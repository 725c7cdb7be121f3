using Serilog;
using Serilog.Core;
using Serilog.Events;
using Sprout.Local.Data;

namespace Sprout.Local;

/// <summary>One log for all services: on the console and in the data folder.</summary>
public static class LocalLogging
{
    private const string ConsoleTemplate = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const string FileTemplate = "{Timestamp:O} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";
    private const long LargestFileBytes = 10 << 20;

    /// <summary>Makes it: our own words from information on, the framework's from warning on.</summary>
    public static Logger Create(DataFolder folder) => new LoggerConfiguration()
        .MinimumLevel.Warning()
        .MinimumLevel.Override("Sprout", LogEventLevel.Information)
        // It warns that its keys are not encrypted; the data folder is its owner's only, like the keys beside them.
        .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
        .WriteTo.Console(outputTemplate: ConsoleTemplate)
        .WriteTo.File(folder.File("sprout.log"), outputTemplate: FileTemplate, fileSizeLimitBytes: LargestFileBytes, rollOnFileSizeLimit: true, retainedFileCountLimit: 3)
        .CreateLogger();
}
