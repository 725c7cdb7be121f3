using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Faults;
using Sprout.Testing;

namespace Sprout.ClusterSimulator.Tests.Simulator;

/// <summary>A simulator whose faults strike one client alone, on a clock that stands: another one prepares and looks.</summary>
internal sealed class FaultyCluster : IAsyncDisposable
{
    private const string Victim = "victim";
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly HttpClient _other;
    private readonly HttpClient _victim;

    private FaultyCluster(ClusterSimulator simulator, ClockWithTimers clock)
    {
        (Simulator, Clock) = (simulator, clock);
        _other = new() { BaseAddress = simulator.BaseAddress };
        _victim = new() { BaseAddress = simulator.BaseAddress };
        _victim.DefaultRequestHeaders.UserAgent.ParseAdd(Victim);
    }

    public ClusterSimulator Simulator { get; }

    public ClockWithTimers Clock { get; }

    /// <summary>What the faults struck.</summary>
    public IEnumerable<(string Verb, FaultKinds Kind, long Count)> Struck => Simulator.Struck.Select(each => (each.Verb, each.Kind, each.Count));

    /// <summary>Starts one whose every fault is of this kind; pods need no time.</summary>
    public static async Task<FaultyCluster> StartAsync(FaultKinds kind)
    {
        var clock = new ClockWithTimers();
        return new(
            await ClusterSimulator.StartAsync(new ClusterSimulatorOptions
            {
                Schedule = default,
                Pull = default,
                Start = default,
                TimeProvider = clock,
                Faults = [new FaultOptions { Probability = 1, Kinds = kind, UserAgents = [Victim], MaxLatency = Longest, MaxWatchLifetime = Longest }],
            }),
            clock);
    }

    /// <summary>As much time passes as a fault may take.</summary>
    public void PassTime() => Clock.Advance(Longest);

    /// <summary>As much time passes, again and again, until it is so: what waits for time may only begin to.</summary>
    public Task PassTimeUntilAsync(string what, Func<bool> isSo) => Eventually.HoldsAsync(what, () =>
    {
        PassTime();
        return isSo();
    });

    /// <summary>What somebody gets whom no fault strikes: the body. Throws when it is no success.</summary>
    public async Task<string> PrepareAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = Request(method, path, body, "application/json");
        using var response = await _other.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A pod that is ready, so that it has a log.</summary>
    public async Task PreparePodAsync(string name)
    {
        await PrepareAsync(HttpMethod.Post, "/api/v1/namespaces/default/pods", Samples.Pod(name));
        await IsReadyAsync(name);
    }

    /// <summary>Returns once a pod is ready.</summary>
    public Task IsReadyAsync(string name) =>
        Eventually.HoldsAsync("it is ready", async () => Samples.IsReady(JsonNode.Parse(await PrepareAsync(HttpMethod.Get, $"/api/v1/namespaces/default/pods/{name}"))!));

    /// <summary>What the one gets whom the faults strike: the status, and whether the answer was whole; neither where none came.</summary>
    public async Task<(HttpStatusCode? Code, bool IsWhole)> MeetAsync(HttpMethod method, string path, string? body = null, string mediaType = "application/json")
    {
        using var request = Request(method, path, body, mediaType);
        HttpStatusCode? code = null;
        try
        {
            using var response = await _victim.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            code = response.StatusCode;
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return (code, true);
        }
        catch (HttpRequestException)
        {
            return (code, false);
        }
    }

    /// <summary>The answer that the same one reads bit by bit.</summary>
    public async Task<StreamReader> FollowAsync(string path) =>
        new(await _victim.GetStreamAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        _other.Dispose();
        _victim.Dispose();
        await Simulator.DisposeAsync();
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body, string mediaType) => new(method, path)
    {
        Content = body is null ? null : new StringContent(body, Encoding.UTF8, mediaType),
    };
}
