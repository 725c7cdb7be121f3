using System.Runtime.CompilerServices;

namespace Sprout.Gateway.Tests.Support;

/// <summary>Files that say what users see; <c>SPROUT_UPDATE_GOLDENS=1</c> writes them anew.</summary>
internal static class Golden
{
    public static bool IsUpdate => Environment.GetEnvironmentVariable("SPROUT_UPDATE_GOLDENS") == "1";

    public static string Path(string name, [CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "Goldens", name);
}
