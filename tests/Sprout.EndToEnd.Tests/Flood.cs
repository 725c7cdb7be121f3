using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sprout.Testing;

namespace Sprout.EndToEnd.Tests;

/// <summary>One who asks all gateways of a Sprout at once, past the proxy, and keeps a cookie only where told to.</summary>
public sealed class Flood : IDisposable
{
    private const int Connections = 64;

    private readonly IReadOnlyList<Uri> _gateways;
    private readonly string _key;
    private readonly HttpClient _http = new(new BrokenConnections(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = Connections }));

    /// <summary>Uses one of its keys: <c>Visitor</c> or <c>Service</c>.</summary>
    public Flood(SproutProcess sprout, string key)
    {
        using var keys = JsonDocument.Parse(File.ReadAllText(Path.Combine(sprout.Data, "keys.json")));
        _key = keys.RootElement.GetProperty(key).GetString()!;
        _gateways = [.. sprout.Services.Where(service => service.Name.StartsWith("gateway-", StringComparison.Ordinal)).Select(service => service.Url)];
    }

    /// <summary>The cookie to send; null for none.</summary>
    public string? Cookie { get; private set; }

    /// <summary>Asks once, to be given a cookie.</summary>
    public async Task BecomeVisitorAsync()
    {
        using var response = await SendAsync(0, HttpMethod.Get, "containers", body: null);
        Cookie = response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>Sends one request and reads its answer, which must be 200.</summary>
    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await SendAsync(0, HttpMethod.Post, path, body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Sends that many at once, each gateway its share: how often each status, with the problem's type where there is one, was answered.</summary>
    public async Task<IReadOnlyDictionary<string, int>> AskAsync(int count, HttpMethod method, Func<int, string> path, object? body = null)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(async number =>
        {
            using var response = await SendAsync(number, method, path(number), body);
            return response.Content.Headers.ContentType?.MediaType == "application/problem+json"
                ? $"{(int)response.StatusCode} {(await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()}"
                : $"{(int)response.StatusCode}";
        }));
        return answers.CountBy(answer => answer).ToDictionary();
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(int number, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(_gateways[number % _gateways.Count], path)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-API-Key", _key);
        if (Cookie is not null)
            request.Headers.Add("Cookie", Cookie);
        return await _http.SendAsync(request);
    }
}
