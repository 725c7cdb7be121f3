using System.Text.Json;

namespace Sprout.Bench.Gateway;

/// <summary>One event stream, read to the end of the measurement; what it says is handed on.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly Action<JsonElement> _hear;
    private readonly CancellationTokenSource _end = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>Of that server with that key; <paramref name="hear"/> gets each event's data, and must not keep it.</summary>
    public EventStream(Uri server, string key, Action<JsonElement> hear)
    {
        _http = new() { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Add("X-API-Key", key);
        _hear = hear;
    }

    /// <summary>Subscribes. Throws <see cref="HttpRequestException"/> when there is no event stream.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var response = await _http.GetAsync(new Uri("events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        _reading = ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _http.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            try
            {
                using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(_end.Token));
                while (await lines.ReadLineAsync(_end.Token) is { } line)
                {
                    if (!line.StartsWith("data:", StringComparison.Ordinal))
                        continue;
                    using var news = JsonDocument.Parse(line["data:".Length..]);
                    _hear(news.RootElement);
                }
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return; // all that was wanted has been heard
            }
        }
    }
}
