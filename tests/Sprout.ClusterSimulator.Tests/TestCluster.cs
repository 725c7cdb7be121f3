using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sprout.ClusterSimulator.Tests;

/// <summary>
/// An API server with a namespace of its own for one test: the simulator, or, when SPROUT_TEST_KUBECONFIG names a
/// kubeconfig with a client certificate, the cluster it leads to. Raw HTTP, so that no client library hides a difference.
/// </summary>
public sealed partial class TestCluster : IAsyncDisposable
{
    private readonly HttpClient http;
    private readonly ClusterSimulator? simulator;
    private readonly bool isReal;

    private TestCluster(HttpClient http, ClusterSimulator? simulator, bool isReal = false)
    {
        this.http = http;
        this.simulator = simulator;
        this.isReal = isReal;
    }

    public string Namespace { get; private set; } = "default";

    public HttpClient Http => http;

    public static async Task<TestCluster> StartAsync()
    {
        var cluster = Environment.GetEnvironmentVariable("SPROUT_TEST_KUBECONFIG") is { Length: > 0 } kubeconfig
            ? new TestCluster(Connect(await File.ReadAllTextAsync(kubeconfig)), null, isReal: true)
            : await SimulateAsync(new ClusterSimulatorOptions());
        await cluster.CreateNamespaceAsync();
        return cluster;
    }

    /// <summary>A simulator that runs elsewhere, and goes on when this ends.</summary>
    public static TestCluster At(Uri address) => new(new HttpClient { BaseAddress = address }, null);

    public static async Task<TestCluster> SimulateAsync(ClusterSimulatorOptions options) => (await SimulateBothAsync(options)).Cluster;

    public static async Task<(TestCluster Cluster, ClusterSimulator Simulator)> SimulateBothAsync(ClusterSimulatorOptions options)
    {
        var started = await ClusterSimulator.StartAsync(options);
        return (new TestCluster(new HttpClient { BaseAddress = started.BaseAddress }, started), started);
    }

    public async Task CreateNamespaceAsync()
    {
        Namespace = $"test-{Guid.NewGuid():n}";
        (await SendAsync(HttpMethod.Post, "/api/v1/namespaces", $$$$"""{"metadata":{"name":"{{{{Namespace}}}}"}}""")).Code.ShouldBe(201);
        if (isReal)
        {
            // A real cluster refuses pods until the namespace's service account has its token.
            await foreach (var line in WatchAsync($"/api/v1/namespaces/{Namespace}/serviceaccounts?fieldSelector=metadata.name=default"))
            {
                if (line["object"]!["secrets"] is not null)
                {
                    break;
                }
            }
        }
    }

    public string Path(string plural, string name = "") => plural switch
    {
        "ingresses" or "networkpolicies" => $"/apis/networking.k8s.io/v1/namespaces/{Namespace}/{plural}",
        "leases" => $"/apis/coordination.k8s.io/v1/namespaces/{Namespace}/{plural}",
        _ => $"/api/v1/namespaces/{Namespace}/{plural}",
    } + (name.Length == 0 ? "" : $"/{name}");

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string plural, string body) => SendAsync(HttpMethod.Post, Path(plural), body);

    public Task<Reply> DeleteAsync(string path, string? options = null) => SendAsync(HttpMethod.Delete, path, options);

    public Task<Reply> ApplyAsync(string plural, string name, string body) =>
        SendAsync(HttpMethod.Patch, $"{Path(plural, name)}?fieldManager=sprout&force=true", body, "application/apply-patch+yaml");

    public Task<Reply> MergeAsync(string path, string body) => SendAsync(HttpMethod.Patch, path, body, "application/merge-patch+json");

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body = null, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new(mediaType);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A watch's lines, until the server ends it (or the test has waited for 30 seconds).</summary>
    public async IAsyncEnumerable<JsonNode> WatchAsync(string path)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var url = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}watch=true";
        using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            yield return JsonNode.Parse(line)!;
        }
    }

    /// <summary>Waits until an object is as wanted; answers with it.</summary>
    public async Task<JsonNode> UntilAsync(string plural, string name, Func<JsonNode, bool> isAsWanted)
    {
        await foreach (var line in WatchAsync($"{Path(plural)}?fieldSelector=metadata.name={name}"))
        {
            if (isAsWanted(line["object"]!))
            {
                return line["object"]!;
            }
        }

        throw new TimeoutException($"{plural} {name} never got as wanted.");
    }

    /// <summary>Waits until an object is gone.</summary>
    public async Task UntilGoneAsync(string plural, string name)
    {
        var version = (await GetAsync(Path(plural))).Body["metadata"]!["resourceVersion"]!.GetValue<string>();
        if ((await GetAsync(Path(plural, name))).Code == 404)
        {
            return;
        }

        await foreach (var line in WatchAsync($"{Path(plural)}?fieldSelector=metadata.name={name}&resourceVersion={version}"))
        {
            if (line["type"]!.GetValue<string>() == "DELETED")
            {
                return;
            }
        }

        throw new TimeoutException($"{plural} {name} never went.");
    }

    public async ValueTask DisposeAsync()
    {
        if (simulator is null)
        {
            using var response = await http.DeleteAsync($"/api/v1/namespaces/{Namespace}");
        }
        else
        {
            await simulator.DisposeAsync();
        }

        http.Dispose();
    }

    private static HttpClient Connect(string kubeconfig)
    {
        string Field(string name) => Regex.Match(kubeconfig, name + """: *"?([^",}\s]+)""", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        string Pem(string name) => Encoding.ASCII.GetString(Convert.FromBase64String(Field(name)));
        using var pem = X509Certificate2.CreateFromPem(Pem("client-certificate-data"), Pem("client-key-data"));
        var authority = X509Certificate2.CreateFromPem(Pem("certificate-authority-data"));
        var handler = new SocketsHttpHandler();
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = [X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null)],
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri(Field("server")) };
    }
}
