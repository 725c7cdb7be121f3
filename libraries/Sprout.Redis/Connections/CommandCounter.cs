namespace Sprout.Redis.Connections;

/// <summary>Counts over all the shared connections that followed one another.</summary>
internal sealed class CommandCounter
{
    private long _commands;
    private long _flushes;

    public ConnectionCounters Current => new(Interlocked.Read(ref _commands), Interlocked.Read(ref _flushes));

    public void CountCommand() => Interlocked.Increment(ref _commands);

    public void CountFlush() => Interlocked.Increment(ref _flushes);
}
