namespace Sprout.Web.Tests.Support;

/// <summary>The browser, and what it is to show.</summary>
internal static class Chromium
{
    /// <summary>Debian's, or the one that <c>CHROMIUM</c> names.</summary>
    public static string Path => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    /// <summary>The repository.</summary>
    public static string Root { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <summary>The built web UI.</summary>
    public static string Bundle => System.IO.Path.Combine(Root, "web", "dist");

    /// <summary>What looks for barriers.</summary>
    public static string Axe => System.IO.Path.Combine(Root, "web", "node_modules", "axe-core", "axe.min.js");

    /// <summary>Why nothing can be seen here; null where it can.</summary>
    public static string? Missing =>
        !File.Exists(Path) ? "chromium is not installed: `apt-get install chromium`, or name its program in CHROMIUM."
        : !File.Exists(System.IO.Path.Combine(Bundle, "index.html")) ? "The web UI is not built: `npm ci && npm run bundle` in web/."
        : !File.Exists(Axe) ? "axe-core is not installed: `npm ci` in web/."
        : null;
}
