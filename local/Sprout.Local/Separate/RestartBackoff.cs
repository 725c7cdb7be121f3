namespace Sprout.Local.Separate;

/// <summary>How long to wait before a service that died is started again: a moment, twice as long each time, and a moment again once it was ready.</summary>
public sealed class RestartBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private TimeSpan _next = First;

    /// <summary>The wait before the next start.</summary>
    public TimeSpan Next()
    {
        var wait = _next;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        return wait;
    }

    /// <summary>It was ready: what broke it now is something else.</summary>
    public void Reset() => _next = First;
}
