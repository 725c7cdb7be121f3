using System.Diagnostics;
using System.Text.RegularExpressions;
using Sprout.ClusterSimulator.Calls;

namespace Sprout.EndToEnd.Tests;

/// <summary>
/// Kills (SIGKILL) the service that makes an API call, once before each kind of call is carried out and once after, before its answer. Kinds are
/// told apart by service, verb, resource and name, where containers' ids are one. Between two kills a service has become ready, or it was killed at
/// work and then while it started: more in a row would only lengthen the wait before the next start.
/// </summary>
public sealed partial class CallKiller(ITestOutputHelper output)
{
    private const int KillsInARow = 2;
    private const string Provisioner = "provisioner-1";

    private readonly Lock _lock = new();
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly SortedDictionary<string, bool> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _left = [];
    private readonly Dictionary<string, int> _walksAtReadiness = [];
    private int _walks;
    private readonly HashSet<int> _killed = [];
    private HashSet<string>? _chosen;
    private SproutProcess? _sprout;

    /// <summary>Those that were seen and nobody was killed at yet.</summary>
    public IReadOnlyList<string> Pending
    {
        get
        {
            lock (_lock)
                return [.. _targets.Where(target => !target.Value && _chosen?.Contains(target.Key) != false).Select(target => target.Key)];
        }
    }

    /// <summary>How many were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>From now on kills services of this one; at all that it saw and will see, or only at some of what it saw, as the seed draws.</summary>
    public void Begin(SproutProcess sprout, int most, Random random)
    {
        lock (_lock)
        {
            string[] all = [.. _targets.Keys];
            random.Shuffle(all);
            _chosen = most < all.Length ? [.. all[..most]] : null;
            output.WriteLine($"{all.Length} calls and moments, of which {_chosen?.Count ?? all.Length} are tried: {string.Join(", ", _chosen ?? [.. _targets.Keys])}");
            _sprout = sprout;
        }
    }

    /// <summary>Spares everybody from now on.</summary>
    public void End()
    {
        lock (_lock)
            _sprout = null;
    }

    /// <summary>Says that a service is ready (again).</summary>
    public void Ready(string service)
    {
        lock (_lock)
            (_left[service], _walksAtReadiness[service]) = (KillsInARow, _walks);
    }

    /// <summary>Says that a container has come and gone.</summary>
    public void Walked()
    {
        lock (_lock)
            _walks++;
    }

    /// <summary>
    /// Kills a provisioner that has worked for a container's whole life without a call that it is still to be killed at: those come when it starts.
    /// (What a lifecycle does at its start it does again and again.)
    /// </summary>
    public void Nudge(SeparateService service)
    {
        lock (_lock)
        {
            if (_sprout is null || _left.GetValueOrDefault(service.Name) < KillsInARow || _killed.Contains(service.Pid)
                || service.Name != Provisioner || _walks == _walksAtReadiness[service.Name] || !Pending.Any(target => target.StartsWith(Provisioner, StringComparison.Ordinal)))
                return;
            Kill(service, "no call that was wanted");
        }
    }

    /// <summary>For <see cref="ClusterSimulator.ClusterSimulatorOptions.OnCall"/>. Throws when it has killed the caller before the call, so that it is not carried out.</summary>
    public Task HearAsync(ApiCall call, ApiMoment moment)
    {
        var service = call.UserAgent switch { "Sprout.Lifecycle" => "lifecycle-1", "Sprout.Provisioner" => Provisioner, _ => null };
        if (service is null)
            return Task.CompletedTask;
        var target = $"{service} {call.Verb} {call.Resource} {Id.Replace(call.Name, "*")} {moment}";
        lock (_lock)
        {
            _targets.TryAdd(target, false);
            if (_sprout is null || _targets[target] || _chosen?.Contains(target) == false || _left.GetValueOrDefault(service) == 0)
                return Task.CompletedTask;
            // What one sent that is dead already comes too late.
            if (_sprout.Services.FirstOrDefault(each => each.Name == service) is not { } victim || _killed.Contains(victim.Pid))
                return Task.CompletedTask;
            Kill(victim, target);
            _targets[target] = true;
        }

        return moment == ApiMoment.Before ? throw new OperationCanceledException($"The caller was killed before {target}.") : Task.CompletedTask;
    }

    private void Kill(SeparateService victim, string where)
    {
        victim.Signal("KILL");
        _killed.Add(victim.Pid);
        _left[victim.Name]--;
        Kills++;
        output.WriteLine($"{Stopwatch.GetElapsedTime(_begun).TotalSeconds,6:0.0} s: killed at {where}, {_left[victim.Name]} left");
    }

    [GeneratedRegex("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id { get; }
}
