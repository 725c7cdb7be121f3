using System.Runtime.CompilerServices;

namespace Sprout.Web.Tests.Support;

/// <summary>A spec that a person could do: in a real browser, on the real pages, of a real <c>up</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InABrowserAttribute : FactAttribute
{
    /// <summary>Skips it where there is no browser, or nothing to show.</summary>
    public InABrowserAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = Chromium.Missing;
        Timeout = 180_000; // ms; Playwright's own waits end before
    }
}
