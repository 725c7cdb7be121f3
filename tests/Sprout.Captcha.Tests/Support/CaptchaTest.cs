namespace Sprout.Captcha.Tests.Support;

/// <summary>A situation with a captcha process in it.</summary>
public abstract class CaptchaTest : IAsyncLifetime
{
    private readonly SharedRedis _redis;
    private readonly List<CaptchaProcess> _more = [];

    protected CaptchaTest(SharedRedis redis) => _redis = redis;

    internal CaptchaProcess Captcha { get; private set; } = null!;

    protected virtual (string Key, string Value)[] Settings => [];

    public async ValueTask InitializeAsync() => Captcha = await CaptchaProcess.StartAsync(_redis, settings: Settings);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Captcha.DisposeAsync();
        foreach (var process in _more)
            await process.DisposeAsync();
    }

    /// <summary>Another process of the same installation; its clock is the same.</summary>
    internal async Task<CaptchaProcess> AnotherProcessAsync(params (string Key, string Value)[] settings)
    {
        var another = await CaptchaProcess.StartAsync(_redis, Captcha.Clock, [.. Settings, .. settings]);
        _more.Add(another);
        return another;
    }
}
