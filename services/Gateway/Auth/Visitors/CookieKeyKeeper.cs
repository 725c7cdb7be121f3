using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Redis;

namespace Sprout.Gateway.Auth.Visitors;

/// <summary>Reads the signing keys at times, which also makes the next one when it is due.</summary>
internal sealed class CookieKeyKeeper : BackgroundService
{
    private readonly CookieKeyRing _ring;
    private readonly VisitorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<CookieKeyKeeper> _logger;

    public CookieKeyKeeper(CookieKeyRing ring, VisitorOptions options, TimeProvider time, ILogger<CookieKeyKeeper> logger)
    {
        _ring = ring;
        _options = options;
        _time = time;
        _logger = logger;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.KeyRefreshInterval, _time);
        try
        {
            do
                await ReadAsync();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            await _ring.ReadAsync();
        }
        catch (RedisException exception)
        {
            _logger.LogWarning(exception, "The keys that sign visitors' cookies cannot be read; those that are known go on");
        }
    }
}
