using System.Net;
using Sprout.Telemetry.Tests.Support;
using Sprout.Testing;

namespace Sprout.Telemetry.Tests;

public sealed class The_trace_of_a_container : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    [Fact]
    public async Task Leads_from_the_request_through_every_service_to_its_ready_pod()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var port = RedisServer.FreePort();
        await using var sprout = await SproutProcess.UpAsync(
            _folder.Path, ["--separate", "--gateways", "1", "--lifecycles", "1", "--provisioners", "1", "--captchas", "1", "--metrics", $"{port}"], collector.Environment);
        using var client = sprout.Client();

        var id = await client.CreateAsync("traced");
        await client.WaitUntilAsync(id, "running");

        var trace = await TraceAsync(collector, "POST /containers",
        [
            "sprout-gateway: POST /containers > sprout-gateway: CreateContainerRequested send > sprout-lifecycle: container receive > sprout-lifecycle: container process",
            "sprout-lifecycle: container process > sprout-lifecycle: ContainerAccepted > sprout-gateway: bus receive > sprout-gateway: bus process",
            "sprout-lifecycle: container process > sprout-lifecycle: ProvisionPod > sprout-provisioner: provision-pod receive > sprout-provisioner: provision-pod process",
            "sprout-provisioner: provision-pod process > sprout-provisioner: create pods > sprout-provisioner: POST",
            "sprout-provisioner: provision-pod process > sprout-provisioner: PodApplied send > sprout-lifecycle: container receive > sprout-lifecycle: container process",
            "sprout-provisioner: provision-pod process > sprout-lifecycle: pod ready > sprout-lifecycle: PodProvisioned send > sprout-lifecycle: container receive > sprout-lifecycle: container process",
            "sprout-lifecycle: container process > sprout-lifecycle: ContainerStateChanged",
        ]);
        trace.Single(span => span.Name == "pod ready").Tags["sprout.container.id"].ShouldBe(id.ToString());
        trace.Single(span => span.Name == "POST /containers").Tags["http.response.status_code"].ShouldBe("202");
        // Nothing that belongs to nobody: no probe, no renewal of a lease, no export.
        collector.Spans.Select(span => span.Name).ShouldNotContain(name => name.Contains("leases") || name.Contains("readyz") || name.Contains("v1/traces"));

        await EachTellsOnlyOfItselfAsync(sprout, port);
        await Eventually.HoldsAsync("metrics are exported", () => collector.Metrics.Contains("sprout.container.start.duration"));
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    // In the order in which they are started.
    private async Task EachTellsOnlyOfItselfAsync(SproutProcess sprout, int port)
    {
        string[] services = ["sprout-lifecycle", "sprout-provisioner", "sprout-captcha", "sprout-rate-limiter", "sprout-gateway"];
        for (var i = 0; i < services.Length; i++)
        {
            var scrape = await Scrape.OfAsync(_http, new($"http://127.0.0.1:{port + i}/metrics"));
            scrape.Samples.Single(sample => sample.Name == "target_info").Labels["service_name"].ShouldBe(services[i]);
            scrape.Sum("sprout_redis_connected").ShouldBe(1);
        }

        // What visitors reach knows no such path.
        using var answer = await _http.GetAsync(new Uri(sprout.Url, "metrics"));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<IReadOnlyList<Span>> TraceAsync(OtlpReceiver collector, string root, string[] expected)
    {
        IReadOnlyList<Span> trace = [];
        HashSet<string> paths = [];
        try
        {
            await Eventually.HoldsAsync("the whole trace is there", () =>
            {
                var spans = collector.Spans;
                trace = spans.FirstOrDefault(span => span.Name == root) is { } first ? [.. spans.Where(span => span.Trace == first.Trace)] : [];
                paths = Paths(trace);
                return expected.All(paths.Contains);
            });
        }
        catch (TimeoutException)
        {
            expected.Where(path => !paths.Contains(path)).ShouldBeEmpty(string.Join('\n', paths.Order()));
        }

        return trace;
    }

    // Each span with its ancestors, one, two, … generations of them.
    private static HashSet<string> Paths(IReadOnlyList<Span> trace)
    {
        var byId = trace.ToDictionary(span => span.Id);
        var paths = new HashSet<string>();
        foreach (var last in trace)
        {
            var path = "";
            for (var span = last; span is not null; span = byId.GetValueOrDefault(span.Parent))
            {
                path = path.Length == 0 ? Name(span) : $"{Name(span)} > {path}";
                paths.Add(path);
            }
        }

        return paths;

        // What a saga sends is all of one name; there the message's type says more. A publisher's name begins with its namespace.
        static string Name(Span span) => span.Name == "outbox send" && span.Tags.TryGetValue("messaging.masstransit.message_types", out var type)
            ? $"{span.Service}: {type[(type.LastIndexOf(':') + 1)..]}"
            : $"{span.Service}: {span.Name[(span.Name.LastIndexOf(':') + 1)..]}";
    }
}
