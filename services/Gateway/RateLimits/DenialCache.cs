using System.Collections.Concurrent;
using Sprout.RateLimiting;

namespace Sprout.Gateway.RateLimits;

/// <summary>Who is denied until when. Until then nobody need be asked.</summary>
internal sealed class DenialCache
{
    private readonly ConcurrentDictionary<(string Policy, string Subject), long> _ends = new();
    private readonly TimeProvider _time;
    private readonly int _capacity;
    private long _sweptAt;

    public DenialCache(GatewayLimitOptions options, TimeProvider time)
    {
        _time = time;
        _capacity = options.DenialsRemembered;
        _sweptAt = time.GetTimestamp();
    }

    /// <summary>The policies that are known to deny the request; null when none is.</summary>
    public PolicyState[]? Find(PolicySelection selection, in LimitedRequest request)
    {
        if (_ends.IsEmpty)
            return null;
        List<PolicyState>? denials = null;
        foreach (var policy in selection.Policies)
        {
            var subject = request.SubjectOf(policy.Subject)!;
            if (_ends.TryGetValue((policy.Name, subject), out var end) && _time.GetElapsedTime(_time.GetTimestamp(), end) is { Ticks: > 0 } left)
                (denials ??= []).Add(new(policy, subject, Remaining: 0, left, IsExceeded: true, IsNews: false));
        }

        return denials?.ToArray();
    }

    /// <summary>Remembers what denies. Where there is no room it is asked again instead.</summary>
    public void Add(PolicyState[] states)
    {
        foreach (var state in states)
        {
            if (!state.IsExceeded)
                continue;
            Sweep();
            if (_ends.Count < _capacity)
                _ends[(state.Policy.Name, state.Subject)] = _time.GetTimestamp() + (long)(state.Reset.TotalSeconds * _time.TimestampFrequency);
        }
    }

    /// <summary>Forgets all: the policies have changed.</summary>
    public void Clear() => _ends.Clear();

    // Once a second at most, for it looks at each.
    private void Sweep()
    {
        var (now, before) = (_time.GetTimestamp(), Volatile.Read(ref _sweptAt));
        if (_time.GetElapsedTime(before, now) < TimeSpan.FromSeconds(1) || Interlocked.CompareExchange(ref _sweptAt, now, before) != before)
            return;
        foreach (var denial in _ends)
            if (denial.Value <= now)
                _ends.TryRemove(denial);
    }
}
