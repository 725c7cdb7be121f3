using System.Collections.Concurrent;
using System.Text.Json;
using Sprout.Bench.Gateway;

namespace Sprout.Bench.Lifecycle;

/// <summary>A client of the HTTP API that makes and deletes many containers, and hears by one event stream what becomes of them.</summary>
internal sealed class SproutClient : IAsyncDisposable
{
    private readonly Uri _server;
    private readonly Requests _requests;
    private readonly EventStream _events;
    private readonly ConcurrentDictionary<Guid, Journey> _journeys = new();
    private readonly ConcurrentBag<RawConnection> _connections = [];

    public SproutClient(Uri server, string key)
    {
        _server = server;
        _requests = new(server, key);
        _events = new(server, key, Hear);
    }

    /// <summary>Subscribes.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _events.StartAsync(cancellationToken);

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
        await _events.DisposeAsync();
        foreach (var connection in _connections)
            connection.Dispose();
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

    // The news may be faster than the answer to the request.
    private void Hear(JsonElement news)
    {
        if (news.TryGetProperty("container_id", out var id) && news.TryGetProperty("status", out var status) && news.TryGetProperty("at", out var at))
            _journeys.GetOrAdd(id.GetGuid(), _ => new()).Hear(status.GetString()!, at.GetDateTimeOffset());
    }
}
