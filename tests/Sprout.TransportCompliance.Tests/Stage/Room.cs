using System.Threading.Channels;

namespace Sprout.TransportCompliance.Tests.Stage;

/// <summary>Where handlers stay until they are let out, so that one sees how many are inside at once.</summary>
public sealed class Room
{
    private readonly Lock _lock = new();
    private readonly Channel<bool> _door = Channel.CreateUnbounded<bool>();
    private int _inside;

    public Record<string> Entered { get; } = new();

    public Record<string> Left { get; } = new();

    /// <summary>The most that were inside at once.</summary>
    public int Most { get; private set; }

    public async Task StayAsync(string who, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            Most = Math.Max(Most, ++_inside);
        Entered.Add(who);
        try
        {
            while (await _door.Reader.WaitToReadAsync(cancellationToken) && !_door.Reader.TryRead(out _))
                continue;
        }
        finally
        {
            lock (_lock)
                _inside--;
        }

        Left.Add(who);
    }

    public void LetOneOut() => _door.Writer.TryWrite(true);

    /// <summary>Nobody stays any longer.</summary>
    public void Open() => _door.Writer.TryComplete();
}
