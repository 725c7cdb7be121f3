namespace Sprout.EndToEnd.Tests;

/// <summary>Tells a <see cref="CallKiller"/> when a process of the provisioner or the lifecycle is ready, each once, until it is disposed of.</summary>
public sealed class ReadinessWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly HashSet<int> _ready = [];
    private readonly SproutProcess _sprout;
    private readonly CallKiller _killer;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _run;

    /// <summary>Begins to ask.</summary>
    public ReadinessWatch(SproutProcess sprout, CallKiller killer)
    {
        (_sprout, _killer) = (sprout, killer);
        _run = RunAsync();
    }

    /// <summary>Asks no more.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _run.Wait();
        _ending.Dispose();
        _http.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        while (!_ending.IsCancellationRequested)
        {
            foreach (var service in _sprout.Services.Where(service => service.Name is "lifecycle-1" or "provisioner-1"))
            {
                if (_ready.Contains(service.Pid))
                    _killer.Nudge(service);
                else if (await SproutClient.TryAsync(() => RequireReadyAsync(service)) && _ready.Add(service.Pid))
                    _killer.Ready(service.Name);
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private async Task RequireReadyAsync(SeparateService service)
    {
        using var response = await _http.GetAsync(new Uri(service.Url, "readyz"));
        response.EnsureSuccessStatusCode();
    }
}
