using Sprout.Bench.Gateway;

namespace Sprout.Bench.Lifecycle;

/// <summary>A Sprout on a cluster, and what is measured of it.</summary>
internal sealed class LifecycleLoad : IAsyncDisposable
{
    // What follows the deletion (a journal, a collector's next round) must not run into the next measurement.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly LifecycleSettings _settings;
    private readonly ICluster _cluster;
    private readonly OwnSprout _sprout;
    private readonly SproutClient _client;
    private readonly RawLoader _raw;
    private readonly string _place;
    private bool _isStopped;

    private LifecycleLoad(LifecycleSettings settings, ICluster cluster, RawLoader raw, string place, OwnSprout sprout, SproutClient client) =>
        (_settings, _cluster, _raw, _place, _sprout, _client) = (settings, cluster, raw, place, sprout, client);

    private IEnumerable<(string Name, int Id)> Processes => [.. _sprout.Processes, .. _cluster.Processes, ("this program", Environment.ProcessId)];

    /// <summary>Starts the services and returns when they are ready.</summary>
    public static async Task<LifecycleLoad> StartAsync(LifecycleSettings settings, ICluster cluster, RawLoader raw, string place, CancellationToken cancellationToken)
    {
        var sprout = await OwnSprout.StartAsync(settings.LogsRequests, cluster.Kubeconfig, new Dictionary<string, string>
        {
            ["Kubernetes__Namespace"] = place,
            ["Isolation__Manage"] = settings.HasQuota ? "true" : "false",
            // What is held at a time must fit, and the pods of 1.20's fake nodes are many.
            ["Isolation__Quota__Pods"] = "20000",
            ["Isolation__Quota__RequestsCpu"] = "2000",
            ["Isolation__Quota__RequestsMemory"] = "4000Gi",
            ["Isolation__Quota__LimitsCpu"] = "20000",
            ["Isolation__Quota__LimitsMemory"] = "16000Gi",
        });
        var load = new LifecycleLoad(settings, cluster, raw, place, sprout, new(sprout.Url, sprout.Key));
        try
        {
            await sprout.SetFsyncAsync(settings.Fsync, cancellationToken);
            await load._client.StartAsync(cancellationToken);
            return load;
        }
        catch
        {
            await load.StopAsync();
            throw;
        }
    }

    /// <summary>
    /// Has both sides make as many as <see cref="LifecycleSettings.Warm"/>, in bursts: a runtime compiles what is hot while it runs, for some thousand calls of
    /// each method, and the loader's few are compiled long before a service's many. The first time, the API server is asked what it wrote for each side.
    /// </summary>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        for (var made = 0; made < _settings.Warm; made += _settings.Containers)
        {
            await RawBurstAsync(cancellationToken, countsWrites: made == 0);
            await BurstAsync(cancellationToken, countsWrites: made == 0);
        }
    }

    /// <summary>One burst, and everything deleted again.</summary>
    public async Task<Rates> BurstAsync(CancellationToken cancellationToken, bool countsWrites = false)
    {
        var written = countsWrites ? await _raw.WritesAsync(cancellationToken) : null;
        var before = Costs.Of(Processes);
        var rates = await Rates.BurstAsync(_client, _settings.Containers, _settings.Clients, cancellationToken);
        PrintCosts("burst, create to running", before, Costs.Of(Processes), _settings.Containers);
        await PrintWritesAsync("Sprout", written, cancellationToken);
        await DeleteAllAsync(cancellationToken);
        return rates;
    }

    /// <summary>A burst of the raw loader: how many containers a second.</summary>
    public async Task<double> RawBurstAsync(CancellationToken cancellationToken, bool countsWrites = false)
    {
        ApiWrites? written = null;
        var before = Costs.Of(Processes);
        var perSecond = await _raw.BurstAsync(
            _settings.Containers,
            _settings.Clients,
            _settings.HasQuota,
            async () =>
            {
                written = countsWrites ? await _raw.WritesAsync(cancellationToken) : null;
                before = Costs.Of(Processes);
            },
            async () =>
            {
                PrintCosts("burst of the raw loader", before, Costs.Of(Processes), _settings.Containers);
                await PrintWritesAsync("the raw loader", written, cancellationToken);
            },
            cancellationToken);
        await Task.Delay(Settling, cancellationToken);
        return perSecond;
    }

    /// <summary>Measures the closed and the open loop and prints what came of them: the open loop's p99 in milliseconds, as its clients saw it.</summary>
    public async Task<double> MeasureAsync(CancellationToken cancellationToken)
    {
        var before = await _cluster.CallsAsync(cancellationToken);
        var idle = Costs.Of(Processes);
        var closed = await Rates.ClosedAsync(_client, _settings.Containers, _settings.Flight, cancellationToken);
        Print($"closed loop, {_settings.Flight} under way: {closed.PerSecond:F1}/s", closed);
        PrintCosts("closed loop, create to running", idle, Costs.Of(Processes), _settings.Containers);
        await DeleteAllAsync(cancellationToken);

        var containers = _settings.Rate * _settings.Seconds;
        idle = Costs.Of(Processes);
        var open = await Rates.OpenAsync(_client, containers, _settings.Rate, cancellationToken);
        var loaded = Costs.Of(Processes);
        Print($"open loop, {_settings.Rate} asked for a second: {open.PerSecond:F1}/s", open);
        PrintCosts("open loop, create to running", idle, loaded, containers);
        foreach (var process in loaded.Names)
            Console.WriteLine($"RESULT memory {process}: {loaded.MegabytesOf(process):F0} MB with {containers} containers, {1024 * (loaded.MegabytesOf(process) - idle.MegabytesOf(process)) / containers:F1} kB more each");
        await DeleteAllAsync(cancellationToken);
        PrintCosts("open loop, whole life", idle, Costs.Of(Processes), containers);
        PrintCalls(before, await _cluster.CallsAsync(cancellationToken), _settings.Containers + containers);
        return Rates.Percentile(open.Client, 0.99);
    }

    /// <summary>Stops the services; what they made in the cluster stays.</summary>
    public async Task StopAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        await _client.DisposeAsync();
        await _sprout.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task DeleteAllAsync(CancellationToken cancellationToken)
    {
        await _client.DeleteAllAsync(_settings.Clients, cancellationToken);
        await _raw.WaitUntilEmptyAsync(_place, cancellationToken);
        await Task.Delay(Settling, cancellationToken);
    }

    private async Task PrintWritesAsync(string who, ApiWrites? before, CancellationToken cancellationToken)
    {
        if (before is not null && await _raw.WritesAsync(cancellationToken) is { } after)
            Console.WriteLine($"RESULT written by the API server per container, {who}: {after.Since(before, _settings.Containers)}");
    }

    private static void Print(string what, Rates rates)
    {
        foreach (var (who, times) in new[] { ("a client", rates.Client), ("the record", rates.Recorded) })
            Console.WriteLine($"RESULT {what}; create to running by {who} p50 {Rates.Percentile(times, 0.5):F0} ms, p99 {Rates.Percentile(times, 0.99):F0} ms");
    }

    private static void PrintCosts(string what, Costs before, Costs after, int containers)
    {
        var each = after.Names.Select(name => (Name: name, Cost: after.MillisecondsEach(name, before, containers))).ToList();
        Console.WriteLine($"RESULT CPU ms per container, {what}: {string.Join(", ", each.Select(process => $"{process.Name} {process.Cost:F2}"))}; together {each.Sum(process => process.Cost):F2}");
    }

    private static void PrintCalls(CallCounts? before, CallCounts? after, int containers)
    {
        if (before is null || after is null)
        {
            Console.WriteLine("RESULT calls: nobody counts them here (AUDIT=1)");
            return;
        }

        var made = after.Since(before);
        Console.WriteLine(
            $"RESULT calls per container, whole life: {(double)made.OfContainers.Sum(call => call.Value) / containers:F2} ({string.Join(", ", made.OfContainers.Select(call => $"{call.Key} {(double)call.Value / containers:F2}"))})");
        Console.WriteLine($"RESULT calls besides, in all: {string.Join(", ", made.OfBackground.Select(call => $"{call.Key} {call.Value}"))}");
    }
}
