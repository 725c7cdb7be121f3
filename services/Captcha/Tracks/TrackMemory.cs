using Sprout.Contracts;

namespace Sprout.Captcha.Tracks;

/// <summary>Tracks.</summary>
internal sealed class TrackMemory
{
    public Task<bool> HasSeenAsync(IReadOnlyList<TrackPoint> track, CancellationToken cancellationToken) => Task.FromResult(false);
}
