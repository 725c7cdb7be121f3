using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.RateLimiting;
using Sprout.Redis;

namespace Sprout.Gateway.RateLimits;

/// <summary>The policies: those that the rate limiter has stored, or, where it has stored none, those of this gateway's own settings.</summary>
internal sealed class PoliciesInForce : BackgroundService
{
    private readonly Channel<bool> _looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PolicyStore _store;
    private readonly PolicySet _own;
    private readonly DenialCache _denials;
    private readonly GatewayLimitOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<PoliciesInForce> _logger;
    private volatile PolicySet _current;
    private volatile string _storedVersion = "";

    public PoliciesInForce(PolicyStore store, PolicySet own, DenialCache denials, GatewayLimitOptions options, TimeProvider time, ILogger<PoliciesInForce> logger)
    {
        (_store, _denials, _options, _time, _logger) = (store, denials, options, time, logger);
        _current = _own = own;
    }

    public PolicySet Current => _current;

    /// <summary>Says which version a decision found stored. If it is another than ours, that is fetched in the background.</summary>
    public void Notice(string storedVersion)
    {
        if (storedVersion != _storedVersion)
            _looks.Writer.TryWrite(true);
    }

    /// <summary>Takes over what is stored.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var (version, json) = await _store.ReadAsync(cancellationToken);
        if (version == _storedVersion)
            return;
        try
        {
            _current = json is null ? _own : PolicySet.Parse(json);
            _logger.LogInformation("Rate limits {Version} are in force: {Policies}", _current.Version, string.Join(", ", _current.Policies.Select(policy => policy.Name)));
        }
        catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or InvalidOperationException)
        {
            _logger.LogError("Rate limits {Version} cannot be read by this gateway; {Kept} stay in force: {Reason}", version, _current.Version, unreadable.Message);
        }

        _storedVersion = version;
        _denials.Clear();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = _time.CreateTimer(_ => _looks.Writer.TryWrite(true), null, TimeSpan.Zero, _options.PolicyInterval);
        await foreach (var _ in _looks.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (RedisException away)
            {
                _logger.LogDebug(away, "The rate limits cannot be looked up and stay as they are");
            }
        }
    }
}
