using Sprout.Redis.Protocol;

namespace Sprout.Redis.Connections;

/// <summary>
/// A command on its way. Whoever claims it first settles it: the reply, the time-out, the caller's cancellation or the broken connection.
/// It keeps its place in the queue of expected replies however it was settled, so that replies never get mixed up,
/// and is used again only when both the queue and the caller have let go of it.
/// </summary>
internal abstract class Operation
{
    private int _settled;
    private int _holders;

    /// <summary>When the caller issued it, in ticks of the clock.</summary>
    public long StartedAt { get; set; }

    /// <summary>Whether the caller has its outcome.</summary>
    public bool IsSettled => Volatile.Read(ref _settled) != 0;

    /// <summary>Writes the command.</summary>
    public abstract void Write(RespWriter writer);

    /// <summary>Claims it and keeps a whole reply for its caller; false if it was settled before.</summary>
    public abstract bool Complete(ReadOnlySpan<byte> reply);

    /// <summary>Hands over what <see cref="Complete"/> has kept, and lets go of it. What the caller does next runs here.</summary>
    public abstract void Wake();

    /// <summary>Settles it with an exception, if nobody has before.</summary>
    public abstract bool TryFail(Exception exception);

    /// <summary>The queue or the caller lets go of it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            Recycle();
    }

    /// <summary>Makes it ready for the next command.</summary>
    protected void Renew()
    {
        _holders = 2;
        Volatile.Write(ref _settled, 0);
    }

    /// <summary>True for the first only.</summary>
    protected bool TryClaim() => Interlocked.CompareExchange(ref _settled, 1, 0) == 0;

    /// <summary>Nobody holds it any more.</summary>
    protected abstract void Recycle();
}
