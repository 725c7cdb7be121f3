using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Sprout.Bench.Gateway;

/// <summary>Takes containers from the captcha to running, and hears by one event stream when they are.</summary>
internal sealed class Journeys : IAsyncDisposable
{
    private readonly Requests _requests;
    private readonly EventStream _events;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _running = new();

    public Journeys(Uri server, Requests requests)
    {
        _requests = requests;
        _events = new(server, requests.Key, Hear);
    }

    /// <summary>Subscribes. Throws <see cref="HttpRequestException"/> when there is no event stream.</summary>
    public Task StartAsync() => _events.StartAsync();

    /// <summary>Asks for a captcha, creates a container with its token, and waits until it runs: whether it does.</summary>
    public async Task<bool> WalkAsync(RawConnection connection, CancellationToken cancellationToken)
    {
        if (await CreateAsync(connection, cancellationToken) is not { } id)
            return false;
        var running = _running.GetOrAdd(id, _ => New());
        await running.Task.WaitAsync(cancellationToken);
        _running.TryRemove(id, out _);
        // What has been measured goes again, or the last flows would be measured beside thousands of containers and the first beside none.
        await connection.SendAsync(_requests.Of("DELETE", $"/containers/{id}"), cancellationToken);
        return true;
    }

    /// <summary>Creates a container and does not wait: its id, or null when it was refused.</summary>
    public async Task<string?> CreateAsync(RawConnection connection, CancellationToken cancellationToken)
    {
        var (status, body) = await connection.SendAsync(_requests.Of("POST", "/captcha/request", "{}"), cancellationToken);
        if (status != 200)
            return null;
        var token = Text(body, "captcha_token");
        (status, body) = await connection.SendAsync(_requests.Of("POST", "/containers", $$"""{"image":"nginx:latest","captcha_token":{{JsonSerializer.Serialize(token)}}}"""), cancellationToken);
        return status == 202 ? Text(body, "id") : null;
    }

    public ValueTask DisposeAsync() => _events.DisposeAsync();

    private void Hear(JsonElement news)
    {
        if (news.TryGetProperty("status", out var status) && status.GetString() == "running" && (news.TryGetProperty("id", out var id) || news.TryGetProperty("container_id", out id)))
            _running.GetOrAdd(id.GetString()!, _ => New()).TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string Text(ReadOnlyMemory<byte> body, string name)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(body.Span));
        return document.RootElement.GetProperty(name).GetString()!;
    }
}
