using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Sprout.Kubernetes;

namespace Sprout.Bench.Lifecycle;

/// <summary>
/// The peer: makes the same objects with nothing but POST, each client one call after the other, and a watch that tells when the pods run. No state,
/// no message, no retry: what the cluster takes from a program that does nothing else.
/// </summary>
internal sealed class RawLoader : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http;

    public RawLoader(KubernetesClientConfiguration cluster)
    {
        var tls = new SslClientAuthenticationOptions
        {
            // The benchmark's own cluster on this machine; a signature by one of its authorities is enough.
            RemoteCertificateValidationCallback = (_, certificate, _, _) => IsSigned(certificate, cluster.SslCaCerts),
        };
        if (cluster.ClientCertificate is { } mine)
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(mine, cluster.ClientCertificateChain, offline: true);
        _http = new(new SocketsHttpHandler { SslOptions = tls, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5), MaxResponseDrainSize = 0 })
        {
            BaseAddress = cluster.Server,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new("raw-loader", "1"));
        if (cluster.AccessToken is { } token)
            _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    /// <summary>In a namespace of its own, which is gone when this returns: how many containers a second went from the first request until the last pod ran.</summary>
    /// <param name="containers">How many.</param>
    /// <param name="clients">How many connections make them.</param>
    /// <param name="hasQuota">Whether its namespace has a quota that it never reaches: each pod that is made is counted then, and the count is stored.</param>
    /// <param name="begins">Told before the first request.</param>
    /// <param name="runs">Told when the last pod runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<double> BurstAsync(int containers, int clients, bool hasQuota, Func<Task> begins, Func<Task> runs, CancellationToken cancellationToken)
    {
        var place = $"bench-raw-{Guid.NewGuid():n}";
        await PostAsync("/api/v1/namespaces", RawObjects.Namespace(place), cancellationToken);
        try
        {
            await WaitUntilPodsAreAdmittedAsync(place, cancellationToken);
            if (hasQuota)
                await PostAsync($"/api/v1/namespaces/{place}/resourcequotas", RawObjects.Quota(place), cancellationToken);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var watch = await _http.GetAsync($"/api/v1/namespaces/{place}/pods?watch=1&timeoutSeconds=280", HttpCompletionOption.ResponseHeadersRead, end.Token);
            var watching = WatchAsync(watch, containers, all, end.Token);

            await begins();
            var begun = Stopwatch.GetTimestamp();
            await Parallel.ForAsync(0, containers, new ParallelOptions { MaxDegreeOfParallelism = clients, CancellationToken = cancellationToken }, (i, token) => MakeAsync(place, i, token));
            await (await Task.WhenAny(all.Task, watching)).WaitAsync(cancellationToken);
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            await runs();
            await end.CancelAsync();
            await watching;
            return all.Task.IsCompleted ? containers / seconds : throw new InvalidOperationException("The raw loader's watch ended before all pods ran.");
        }
        finally
        {
            await RemoveAsync(place);
        }
    }

    /// <summary>What the API server has written so far; null for one that does not count.</summary>
    public Task<ApiWrites?> WritesAsync(CancellationToken cancellationToken) => ApiWrites.ReadAsync(_http, cancellationToken);

    /// <summary>Deletes a namespace and returns when it is gone, or after two minutes.</summary>
    public async Task RemoveAsync(string place)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var answer = await _http.DeleteAsync($"/api/v1/namespaces/{place}", patience.Token);
        while (await StatusAsync($"/api/v1/namespaces/{place}", patience.Token) != HttpStatusCode.NotFound)
            await Task.Delay(Pause, patience.Token);
    }

    /// <summary>Returns when a namespace has no pods, services and ingresses any more: a real server's garbage collector takes a while with what a pod owned.</summary>
    public async Task WaitUntilEmptyAsync(string place, CancellationToken cancellationToken)
    {
        string[] collections = [$"/api/v1/namespaces/{place}/pods", $"/api/v1/namespaces/{place}/services", $"/apis/networking.k8s.io/v1/namespaces/{place}/ingresses"];
        foreach (var collection in collections)
            while (JsonElement.Parse(await _http.GetByteArrayAsync(collection + "?limit=1", cancellationToken)).GetProperty("items").GetArrayLength() > 0)
                await Task.Delay(Pause, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask MakeAsync(string place, int number, CancellationToken cancellationToken)
    {
        var name = $"c-{number}";
        var pod = await PostAsync($"/api/v1/namespaces/{place}/pods", RawObjects.Pod(name), cancellationToken);
        var uid = pod.GetProperty("metadata").GetProperty("uid").GetString()!;
        await PostAsync($"/api/v1/namespaces/{place}/services", RawObjects.Service(name, uid), cancellationToken);
        await PostAsync($"/apis/networking.k8s.io/v1/namespaces/{place}/ingresses", RawObjects.Ingress(name, uid), cancellationToken);
    }

    private async Task<JsonElement> PostAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        using var content = Json(body);
        using var answer = await _http.PostAsync(path, content, cancellationToken);
        var text = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException($"POST {path} was answered with {(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(text)}");
        return JsonElement.Parse(text);
    }

    // A real server refuses pods until the namespace has its service account with a token; the simulator does not.
    private async Task WaitUntilPodsAreAdmittedAsync(string place, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var probe = Json(RawObjects.Pod("probe"));
            using var answer = await _http.PostAsync($"/api/v1/namespaces/{place}/pods?dryRun=All", probe, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.Forbidden)
                return;
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private async Task<HttpStatusCode> StatusAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        return answer.StatusCode;
    }

    private static async Task WatchAsync(HttpResponseMessage watch, int containers, TaskCompletionSource all, CancellationToken cancellationToken)
    {
        var running = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            using var lines = new StreamReader(await watch.Content.ReadAsStreamAsync(cancellationToken));
            while (running.Count < containers && await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                using var change = JsonDocument.Parse(line);
                var pod = change.RootElement.GetProperty("object");
                if (pod.TryGetProperty("status", out var status) && status.TryGetProperty("phase", out var phase) && phase.ValueEquals("Running"u8))
                    running.Add(pod.GetProperty("metadata").GetProperty("name").GetString()!);
            }

            if (running.Count == containers)
                all.SetResult();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return; // all that was wanted has been seen, or nothing is wanted any more
        }
    }

    private static bool IsSigned(X509Certificate? certificate, X509Certificate2Collection? authorities)
    {
        if (certificate is not X509Certificate2 theirs || authorities is null)
            return false;
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        return chain.Build(theirs);
    }
}
