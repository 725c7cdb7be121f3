using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>What a program of a user does with the API.</summary>
public sealed class SproutClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;

    /// <summary>Calls that address with that key.</summary>
    public SproutClient(Uri url, string key)
    {
        _http = new(new BrokenConnections()) { BaseAddress = url, Timeout = Patience };
        _http.DefaultRequestHeaders.Add("X-API-Key", key);
    }

    /// <summary>
    /// Asks for a container: its id. Asks again while the same request is being worked on, as who died working on it seems to do for a while.
    /// Throws <see cref="HttpRequestException"/> unless the answer is 202.
    /// </summary>
    public async Task<Guid> CreateAsync(string name, string? image = null, string? idempotencyKey = null, int? ttlSeconds = null, int port = 80) =>
        Guid.Parse(await Eventually.GetAsync($"an answer about {name}", () => TryCreateAsync(name, image, idempotencyKey, ttlSeconds, port)));

    /// <summary>Asks for a container and waits until it runs: its id. Throws as <see cref="CreateAsync"/> and <see cref="WaitUntilAsync"/> do.</summary>
    public async Task<Guid> RunAsync(string name)
    {
        var id = await CreateAsync(name);
        await WaitUntilAsync(id, "running");
        return id;
    }

    private async Task<string?> TryCreateAsync(string name, string? image, string? idempotencyKey, int? ttlSeconds, int port)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "containers")
        {
            Content = JsonContent.Create(new { name, image = image ?? "nginx:latest", port, ttl_seconds = ttlSeconds ?? (int)TimeSpan.FromDays(1).TotalSeconds }),
        };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await _http.SendAsync(request);
        if (response.StatusCode == HttpStatusCode.Conflict)
            return null;
        await RequireAsync(response, HttpStatusCode.Accepted);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
    }

    /// <summary>A container. Throws <see cref="HttpRequestException"/> unless the answer is 200.</summary>
    public async Task<JsonElement> GetAsync(Guid id)
    {
        using var response = await _http.GetAsync(new Uri($"containers/{id}", UriKind.Relative));
        await RequireAsync(response, HttpStatusCode.OK);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>What stands at a path of the API. Throws <see cref="HttpRequestException"/> unless the answer is 200.</summary>
    public async Task<JsonElement> ReadAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        await RequireAsync(response, HttpStatusCode.OK);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A container's log as it is now, or as it was when the container ended.</summary>
    public async Task<string> LogsAsync(Guid id)
    {
        using var response = await _http.GetAsync(new Uri($"containers/{id}/logs", UriKind.Relative));
        await RequireAsync(response, HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Asks for more time, counted from now. Throws <see cref="HttpRequestException"/> unless the answer is 200.</summary>
    public async Task ExtendAsync(Guid id, TimeSpan ttl)
    {
        using var response = await _http.PostAsJsonAsync(new Uri($"containers/{id}/extend", UriKind.Relative), new { ttl_seconds = (int)ttl.TotalSeconds });
        await RequireAsync(response, HttpStatusCode.OK);
    }

    /// <summary>Asks for its end. Throws <see cref="HttpRequestException"/> unless the answer is 202.</summary>
    public async Task DeleteAsync(Guid id)
    {
        using var response = await _http.DeleteAsync(new Uri($"containers/{id}", UriKind.Relative));
        await RequireAsync(response, HttpStatusCode.Accepted);
    }

    /// <summary>Whether a request is answered; false when nobody was there to answer, or only somebody who could not.</summary>
    public static async Task<bool> TryAsync(Func<Task> request)
    {
        try
        {
            await request();
            return true;
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null or >= HttpStatusCode.InternalServerError)
        {
            return false;
        }
    }

    /// <summary>Whether whoever answers is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var response = await _http.GetAsync(new Uri("readyz", UriKind.Relative));
        return response.IsSuccessStatusCode;
    }

    /// <summary>What stands at an address: the status.</summary>
    public async Task<HttpStatusCode> OpenAsync(Uri url)
    {
        using var response = await _http.GetAsync(url);
        return response.StatusCode;
    }

    /// <summary>
    /// Waits by the live events until a container has one of the states: the container. Subscribes before it looks, so that no news is missed.
    /// Throws <see cref="TimeoutException"/> when it does not in time.
    /// </summary>
    public async Task<JsonElement> WaitUntilAsync(Guid id, params string[] states)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            using var response = await _http.GetAsync(new Uri("events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await RequireAsync(response, HttpStatusCode.OK);
            using var events = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
            while (true)
            {
                var container = await GetAsync(id);
                if (states.Contains(container.GetProperty("status").GetString()))
                    return container;
                await NextAboutAsync(events, id, patience.Token);
            }
        }
        catch (OperationCanceledException exception) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"Container {id} is not {string.Join(" or ", states)} within {Patience.TotalSeconds} s: {await GetAsync(id)}", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task NextAboutAsync(StreamReader events, Guid id, CancellationToken cancellationToken)
    {
        while (await events.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("event: resync", StringComparison.Ordinal) || line.Contains(id.ToString(), StringComparison.Ordinal))
                return;
        }

        throw new HttpRequestException("The event stream ended.");
    }

    private static async Task RequireAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        if (response.StatusCode != expected)
            throw new HttpRequestException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}", null, response.StatusCode);
    }
}
