using System.Collections.Concurrent;
using System.Text.Json;
using Sprout.Bench.Gateway;

namespace Sprout.Bench.Lifecycle;

/// <summary>A client of the HTTP API that makes and deletes many containers, and hears by one event stream what becomes of them.</summary>
internal sealed class SproutClient : IAsyncDisposable
{
    private readonly Uri _server;
    private readonly Requests _requests;
    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<Guid, Journey> _journeys = new();
    private readonly ConcurrentBag<RawConnection> _connections = [];
    private readonly CancellationTokenSource _end = new();
    private Task _reading = Task.CompletedTask;

    public SproutClient(Uri server, string key)
    {
        _server = server;
        _requests = new(server, key);
        _http = new() { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Add("X-API-Key", key);
    }

    /// <summary>Subscribes.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var response = await _http.GetAsync(new Uri("events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        _reading = ReadAsync(response);
    }

    /// <summary>Asks for a container and returns when it is accepted.</summary>
    /// <param name="begun">When it was to be asked for; a request that had to wait for its turn has begun to wait then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Journey> CreateAsync(long begun, CancellationToken cancellationToken)
    {
        using var body = await SendAsync("POST", "/containers", """{"image":"nginx:latest"}""", cancellationToken);
        var journey = _journeys.GetOrAdd(body.RootElement.GetProperty("id").GetGuid(), _ => new());
        (journey.Begun, journey.CreatedAt) = (begun, body.RootElement.GetProperty("created_at").GetDateTimeOffset());
        return journey;
    }

    /// <summary>Deletes all containers and returns when all are deleted: how many there were.</summary>
    public async Task<int> DeleteAllAsync(int clients, CancellationToken cancellationToken)
    {
        var all = _journeys.ToArray();
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = clients, CancellationToken = cancellationToken }, async (journey, end) =>
        {
            using var answer = await SendAsync("DELETE", $"/containers/{journey.Key:D}", body: null, end);
        });
        await Task.WhenAll(all.Select(journey => journey.Value.Deleted)).WaitAsync(cancellationToken);
        _journeys.Clear();
        return all.Length;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        foreach (var connection in _connections)
            connection.Dispose();
        _http.Dispose();
        _end.Dispose();
    }

    private async Task<JsonDocument> SendAsync(string method, string path, string? body, CancellationToken cancellationToken)
    {
        if (!_connections.TryTake(out var connection))
            connection = new(_server);
        var (status, answer) = await connection.SendAsync(_requests.Of(method, path, body), cancellationToken);
        if (status != 202)
            throw new InvalidOperationException($"{method} {path} was answered with {status}.");
        var document = JsonDocument.Parse(answer.ToArray());
        _connections.Add(connection);
        return document;
    }

    private async Task ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            try
            {
                using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(_end.Token));
                while (await lines.ReadLineAsync(_end.Token) is { } line)
                    if (line.StartsWith("data:", StringComparison.Ordinal))
                        Hear(line["data:".Length..]);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return; // all that was wanted has been heard
            }
        }
    }

    // The news may be faster than the answer to the request.
    private void Hear(string data)
    {
        using var news = JsonDocument.Parse(data);
        var root = news.RootElement;
        if (root.TryGetProperty("container_id", out var id) && root.TryGetProperty("status", out var status) && root.TryGetProperty("at", out var at))
            _journeys.GetOrAdd(id.GetGuid(), _ => new()).Hear(status.GetString()!, at.GetDateTimeOffset());
    }
}
