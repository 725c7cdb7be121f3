using Serilog;
using Serilog.Core;
using Sprout.Hosting;
using Sprout.Local.Data;

namespace Sprout.Local;

/// <summary>One log for all services: on the console and in the data folder.</summary>
public static class LocalLogging
{
    private const string ConsoleTemplate = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const string FileTemplate = "{Timestamp:O} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    /// <summary>A log file that has so many bytes is followed by another.</summary>
    public const long LargestFileBytes = 10 << 20;

    /// <summary>So many files of a log are kept.</summary>
    public const int KeptFiles = 3;

    /// <summary>Makes it: our own words from information on, the framework's from warning on.</summary>
    public static Logger Create(DataFolder folder) => SproutLogging.Levels()
        .WriteTo.Console(outputTemplate: ConsoleTemplate)
        .WriteTo.File(folder.File("sprout.log"), outputTemplate: FileTemplate, fileSizeLimitBytes: LargestFileBytes, rollOnFileSizeLimit: true, retainedFileCountLimit: KeptFiles)
        .CreateLogger();
}
