using System.Buffers;
using System.IO.Pipelines;

namespace Sprout.Gateway.Features.Events;

/// <summary>
/// Writes one client's stream: what it missed, then what comes. The subscription began before the history is read, so nothing falls between
/// the two; what both have is told apart by its id.
/// </summary>
internal sealed class EventStream
{
    private readonly EventSubscription _subscription;
    private readonly EventHistory _history;
    private readonly PipeWriter _output;
    private StreamPosition _written;

    public EventStream(EventSubscription subscription, EventHistory history, PipeWriter output) =>
        (_subscription, _history, _output) = (subscription, history, output);

    /// <summary>
    /// Writes until the client leaves (the token), or has been too slow. Nothing is written before the first read of the history, so that
    /// its failure can still be answered as one.
    /// </summary>
    /// <param name="lastEventId">The id after which the client wants to go on; null for what comes from now on.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async Task WriteAsync(string? lastEventId, CancellationToken cancellationToken)
    {
        if (lastEventId is null)
            Write(EventFrame.Opening(_subscription.Start));
        else if (!StreamPosition.TryParse(lastEventId, out var after) || !await ReplayAsync(after, cancellationToken))
            Write(EventFrame.Resync(ResyncReason.UnknownId, _subscription.Start));
        await _output.FlushAsync(cancellationToken);

        while (await _subscription.Frames.WaitToReadAsync(cancellationToken))
        {
            while (_subscription.Frames.TryRead(out var frame))
                Write(frame);
            await _output.FlushAsync(cancellationToken);
        }

        if (_subscription.IsTooSlow)
        {
            Write(EventFrame.Resync(ResyncReason.TooSlow, position: null));
            await _output.FlushAsync(cancellationToken);
        }
    }

    /// <summary>False when the feed no longer has all that came after that place.</summary>
    private async Task<bool> ReplayAsync(StreamPosition after, CancellationToken cancellationToken)
    {
        while (await _history.ReadAfterAsync(after, cancellationToken) is { } entries)
        {
            if (_written == default)
                Write(EventFrame.Opening(after));
            foreach (var entry in entries)
            {
                after = StreamPosition.Parse(entry.Id);
                if (entry["owner"].ToString() == _subscription.Owner && EventFrame.TryRead(entry) is { } frame)
                    Write(frame);
            }

            _written = after;
            await _output.FlushAsync(cancellationToken);
            if (entries.Count < EventHistory.PageSize)
                return true;
        }

        return false;
    }

    private void Write(EventFrame frame)
    {
        if (frame.Position is { } position)
        {
            if (position.CompareTo(_written) <= 0)
                return;
            _written = position;
        }

        _output.Write(frame.Bytes.Span);
    }
}
