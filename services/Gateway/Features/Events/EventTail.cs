using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Gateway.Features.Events;

/// <summary>Follows the feed with one blocking read for the whole process, however many clients listen.</summary>
internal sealed class EventTail : BackgroundService
{
    private const int BatchSize = 500;

    private static readonly TimeSpan Block = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly IConnectionMultiplexer _redis;
    private readonly EventHistory _history;
    private readonly EventHub _hub;
    private readonly TimeProvider _time;
    private readonly ILogger<EventTail> _logger;
    private StreamPosition? _position;
    private TimeSpan _pause = FirstPause;

    public EventTail(IConnectionMultiplexer redis, EventHistory history, EventHub hub, TimeProvider time, ILogger<EventTail> logger) =>
        (_redis, _history, _hub, _time, _logger) = (redis, history, hub, time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                _logger.LogWarning("The event feed cannot be read and is tried again in {PauseMs} ms: {Reason}", _pause.TotalMilliseconds, exception.Message);
                await Task.Delay(_pause, _time, stoppingToken);
                _pause = TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, LongestPause.Ticks));
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _redis.OpenBlockingConnectionAsync(cancellationToken);
        var position = await FindPlaceAsync(cancellationToken);
        while (true)
        {
            var entries = await connection.StreamReadAsync(SproutKeys.Feed, position.ToString(), BatchSize, Block, cancellationToken);
            _pause = FirstPause;
            foreach (var entry in entries)
            {
                position = StreamPosition.Parse(entry.Id);
                var frame = EventFrame.TryRead(entry);
                if (frame is null)
                    _logger.LogWarning("Entry {EntryId} of the event feed is not ours", entry.Id);
                _hub.Publish(position, frame);
                _position = position;
            }
        }
    }

    /// <summary>Where to go on: where it stopped, unless the feed has been trimmed, or lost its end, in the meantime.</summary>
    private async Task<StreamPosition> FindPlaceAsync(CancellationToken cancellationToken)
    {
        if (_position is { } known && (known == StreamPosition.Beginning || await _history.ReadAfterAsync(known, cancellationToken) is not null))
            return known;
        var end = await _history.FindEndAsync(cancellationToken);
        _hub.Begin(end);
        _position = end;
        return end;
    }
}
