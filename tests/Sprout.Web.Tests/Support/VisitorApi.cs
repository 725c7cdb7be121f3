using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Sprout.Web.Tests.Support;

/// <summary>A visitor's own program: does what the pages do, with the cookie that the browser has.</summary>
internal sealed class VisitorApi : IDisposable
{
    private readonly HttpClient _http;

    private VisitorApi(HttpClient http) => _http = http;

    /// <summary>That of a visitor who has been there with a browser.</summary>
    public static async Task<VisitorApi> OfAsync(Visitor visitor, Uri url)
    {
        var cookies = new CookieContainer();
        foreach (var cookie in await visitor.Context.CookiesAsync())
            cookies.Add(url, new System.Net.Cookie(cookie.Name, cookie.Value));
        var handler = new SocketsHttpHandler { CookieContainer = cookies };
        return new(new(handler) { BaseAddress = new(url, "api/") });
    }

    /// <summary>Creates a container: its id.</summary>
    public async Task<string> CreateAsync(string name)
    {
        var issued = await PostAsync("captcha/request", new { kind = "proof_of_work", purpose = "create_container" });
        var verdict = await PostAsync($"captcha/verify/{issued.GetProperty("captcha_token").GetString()}", new { solutions = Solve(issued.GetProperty("proof_of_work")) });
        var made = await PostAsync("containers", new { name, captcha_token = verdict.GetProperty("captcha_token").GetString() });
        return made.GetProperty("id").GetString()!;
    }

    /// <summary>Has one live for so long from now.</summary>
    public Task ExtendAsync(string id, TimeSpan ttl) => PostAsync($"containers/{id}/extend", new { ttl_seconds = (int)ttl.TotalSeconds });

    /// <summary>Deletes one.</summary>
    public async Task DeleteAsync(string id)
    {
        using var answer = await _http.DeleteAsync(new Uri($"containers/{id}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The status of every container, by name.</summary>
    public async Task<Dictionary<string, string>> ListAsync()
    {
        var page = await _http.GetFromJsonAsync<JsonElement>(new Uri("containers?limit=100", UriKind.Relative));
        return page.GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!, item => item.GetProperty("status").GetString()!, StringComparer.Ordinal);
    }

    /// <summary>Everything that happens to the visitor's containers, as it happens.</summary>
    public async Task<StreamReader> EventsAsync()
    {
        var answer = await _http.GetAsync(new Uri("events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        return new(await answer.Content.ReadAsStreamAsync());
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    // docs/captcha.md, "The proof of work".
    private static long[] Solve(JsonElement work)
    {
        var (salt, difficulty) = (work.GetProperty("salt").GetString(), work.GetProperty("difficulty").GetInt32());
        return [.. Enumerable.Range(0, work.GetProperty("count").GetInt32()).Select(puzzle =>
        {
            var number = 0L;
            while (LeadingZeros(SHA256.HashData(Encoding.ASCII.GetBytes($"{salt}.{puzzle}.{number}"))) < difficulty)
                number++;
            return number;
        })];
    }

    private static int LeadingZeros(byte[] hash) => System.Numerics.BitOperations.LeadingZeroCount(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(hash));
}
