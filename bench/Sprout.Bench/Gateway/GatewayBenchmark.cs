namespace Sprout.Bench.Gateway;

/// <summary>
/// Drives an implementation of the HTTP API, this one or another, and prints what it answers a second. The ratios are to a single-process FastAPI
/// implementation on a machine with as many cores, measured at 16 callers; they are for orientation, the bars beside them are aims.
/// </summary>
internal static class GatewayBenchmark
{
    private const int Page = 20;
    private const double AimForRequests = 10;
    private const double AimForFlows = 5;
    private const double AimForP99 = 20;
    private const double AimForMemory = 150;

    // What the other implementation answered a second at 16 callers; its listing at 3, 1,000 and 10,000 containers.
    private const double OtherRateLimit = 1_358;
    private const double OtherCaptcha = 1_380;
    private const double OtherFlows = 326;
    private static readonly Dictionary<int, double> OtherListing = new() { [3] = 995, [1_000] = 6.4, [10_000] = 0.8 };

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (GatewaySettings.Parse(arguments) is not { } settings)
        {
            await Console.Error.WriteLineAsync(GatewaySettings.Usage);
            return 2;
        }

        await using var own = settings.Url is null ? await OwnSprout.StartAsync(settings.LogsRequests) : null;
        var server = settings.Url ?? own!.Url;
        var requests = new Requests(server, own?.Key ?? settings.Key);
        await using var journeys = new Journeys(server, requests);
        await journeys.StartAsync();
        // Compiles what is hot, on both sides, before it is measured.
        foreach (var warm in new[] { Get("/rate-limit"), Ask(requests.Of("POST", "/captcha/request", "{}")), (connection, end) => journeys.WalkAsync(connection, end), Get($"/containers?limit={Page}") })
            await Load.MeasureAsync(callers: 16, settings.Time, server, warm);
        Console.WriteLine($"{server}, {settings.Time.TotalSeconds:N0} s each; {Environment.ProcessorCount} cores, shared with this program");
        Console.WriteLine($"{"",-32}{"callers",8}{"a second",12}{"p50 ms",10}{"p99 ms",10}{"failed",8}{"of FastAPI",12}{"aim",7}");

        var holds = await RowsAsync(settings, server, "GET /rate-limit", OtherRateLimit, AimForRequests, Get("/rate-limit"));
        holds &= await RowsAsync(settings, server, "POST /captcha/request", OtherCaptcha, AimForRequests, Ask(requests.Of("POST", "/captcha/request", "{}")));
        holds &= await RowsAsync(settings, server, "captcha, create, running", OtherFlows, AimForFlows, (connection, end) => journeys.WalkAsync(connection, end));

        var made = 0;
        foreach (var containers in settings.Containers)
        {
            await FillAsync(server, journeys, containers - made);
            made = containers;
            holds &= await RowsAsync(
                settings, server, $"GET /containers, of {containers:N0}", OtherListing.TryGetValue(containers, out var other) ? other : null, AimForRequests, Get($"/containers?limit={Page}"));
        }

        if (own?.MostMemory is { } memory)
            Console.WriteLine($"The gateway held {memory:N0} MB at most (aim {AimForMemory:N0}): {(memory < AimForMemory ? "holds" : "MISSED")}");
        return holds ? 0 : 1;

        Func<RawConnection, CancellationToken, Task<bool>> Get(string path) => Ask(requests.Of("GET", path));
    }

    private static Func<RawConnection, CancellationToken, Task<bool>> Ask(byte[] request) =>
        async (connection, end) => (await connection.SendAsync(request, end)).Status == 200;

    // What fails means that the figures are of something else; a missed aim is only said.
    private static async Task<bool> RowsAsync(
        GatewaySettings settings, Uri server, string name, double? other, double aim, Func<RawConnection, CancellationToken, Task<bool>> once)
    {
        var holds = true;
        foreach (var callers in settings.Concurrency)
        {
            var load = await Load.MeasureAsync(callers, settings.Time, server, once);
            var ratio = callers == 16 && other is { } known ? load.PerSecond / known : (double?)null;
            var late = callers >= 64 && load.P99 > AimForP99 && !name.Contains("running", StringComparison.Ordinal) ? " p99 MISSED" : "";
            Console.WriteLine(
                $"{name,-32}{callers,8}{load.PerSecond,12:N0}{load.P50,10:F2}{load.P99,10:F2}{load.Failed,8}"
                + (ratio is { } times ? $"{times,12:F1}{aim,7:F0}{(times < aim ? " MISSED" : "")}" : "") + late);
            holds &= load.Failed == 0;
        }

        return holds;
    }

    private static async Task FillAsync(Uri server, Journeys journeys, int count)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 16), async (worker, end) =>
        {
            using var connection = new RawConnection(server);
            for (var i = worker; i < count; i += 16)
                if (await journeys.CreateAsync(connection, end) is null)
                    throw new InvalidOperationException("A container was refused; the key must be held up by neither quota nor rate limit.");
        });
    }
}
