using Microsoft.Playwright;
using Sprout.Web.Tests.Support;

[assembly: AssemblyFixture(typeof(Stage))]

namespace Sprout.Web.Tests.Support;

/// <summary>One Sprout and one browser for all specs; each visitor has a context, and so cookies, of its own.</summary>
public sealed class Stage : IAsyncLifetime
{
    private static readonly string[] Arguments = ["--no-sandbox", "--hide-scrollbars"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private SproutUp? _sprout;

    static Stage() => Assertions.SetDefaultExpectTimeout(30_000); // ms

    /// <summary>Where Sprout answers.</summary>
    public Uri Url => _sprout!.Url;

    /// <summary>The key that a web host adds to what pages ask.</summary>
    public string VisitorKey => _sprout!.VisitorKey;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Chromium.Missing is not null)
            return;
        var sprout = SproutUp.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Arguments });
        _sprout = await sprout;
    }

    /// <summary>Somebody who was never here.</summary>
    public async Task<Visitor> VisitorAsync(BrowserNewContextOptions? options = null, Uri? url = null)
    {
        options ??= new();
        options.BaseURL = (url ?? Url).ToString();
        options.Locale ??= "en-GB";
        // Nothing here waits for what only looks nice.
        options.ReducedMotion ??= ReducedMotion.Reduce;
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(60_000); // ms; the machine may be busy
        return new(context);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_sprout is not null)
            await _sprout.DisposeAsync();
    }
}
