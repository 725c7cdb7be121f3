using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.RateLimiting;
using Sprout.Redis;

namespace Sprout.RateLimiter.Policies;

/// <summary>
/// Puts the policies in force and, when their settings change, the changed ones. What cannot be meant is refused, and what was in force stays.
/// Several of it may run: the one whose settings changed last is right.
/// </summary>
internal sealed class PolicyKeeper : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly PolicySource _source;
    private readonly PolicyStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<PolicyKeeper> _logger;
    private readonly bool _hadSettings;
    private volatile PolicySet _current;
    private bool _isStored;
    private string? _refused;

    /// <summary>Throws <see cref="InvalidOperationException"/> for settings that cannot be meant.</summary>
    public PolicyKeeper(PolicySource source, PolicyStore store, TimeProvider time, ILogger<PolicyKeeper> logger)
    {
        (_source, _store, _time, _logger) = (source, store, time, logger);
        _current = source.Read();
        _hadSettings = source.SaysSomething;
    }

    /// <summary>The policies in force.</summary>
    public PolicySet Current => _current;

    /// <summary>Looks at the settings once, and stores what is not stored.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        Look();
        // Whose Redis was emptied stores again; what another instance has stored since is its business.
        if (_isStored && (await _store.ReadAsync(cancellationToken)).Version.Length > 0)
            return;
        await _store.WriteAsync(_current, cancellationToken);
        _isStored = true;
        _logger.LogInformation("Rate limits {Version} are stored: {Policies}", _current.Version, string.Join(", ", _current.Policies.Select(policy => policy.Name)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        await using var timer = _time.CreateTimer(_ => looks.Writer.TryWrite(true), null, TimeSpan.Zero, Interval);
        looks.Writer.TryWrite(true);
        var isAway = false;
        await foreach (var _ in looks.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
                isAway = false;
            }
            catch (RedisException away)
            {
                if (!isAway)
                    _logger.LogWarning("The rate limits cannot be stored now, which is tried again: {Reason}", away.Message);
                isAway = true;
            }
        }
    }

    private void Look()
    {
        try
        {
            // A settings file that is broken or away empties its section.
            if (_hadSettings && !_source.SaysSomething)
                throw new InvalidOperationException($"{PolicySettings.Policies} has vanished from the settings. Start again to go back to the built-in ones.");
            var read = _source.Read();
            _refused = null;
            if (read.Version == _current.Version)
                return;
            _current = read;
            _isStored = false;
        }
        catch (InvalidOperationException refused)
        {
            if (_refused != refused.Message)
                _logger.LogError("Changed rate limits are refused, and {Version} stay in force: {Reason}", _current.Version, refused.Message);
            _refused = refused.Message;
        }
    }
}
