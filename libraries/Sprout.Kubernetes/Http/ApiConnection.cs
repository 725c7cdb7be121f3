using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace Sprout.Kubernetes.Http;

/// <summary>Sends one request and gives its answer, or throws as <see cref="IKubernetes"/> promises.</summary>
internal sealed class ApiConnection : IDisposable
{
    private readonly HttpClient _client;
    private readonly string _server;
    private readonly string? _hostName;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _clock;

    public ApiConnection(KubernetesClientConfiguration configuration, TimeProvider clock)
    {
        var handler = ApiHandler.Create(configuration);
        _client = new HttpClient(configuration.WrapHandler?.Invoke(handler) ?? handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.TryParseAdd(configuration.UserAgent);
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _server = configuration.Server.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _hostName = configuration.TlsServerName;
        _timeout = configuration.HttpClientTimeout;
        _clock = clock;
    }

    /// <summary>The answer's body as <typeparamref name="T"/>.</summary>
    public async Task<T> SendAsync<T>(HttpMethod method, string pathAndQuery, HttpContent? content, CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = new Deadline(_timeout, _clock, $"{method} {pathAndQuery}", cancellationToken);
        try
        {
            using var response = await SendAsync(method, pathAndQuery, content, deadline);
            await using var body = await response.Content.ReadAsStreamAsync(deadline.Token);
            return await JsonSerializer.DeserializeAsync<T>(body, KubernetesJson.Options, deadline.Token) ?? throw new JsonException("null is no answer.");
        }
        catch (OperationCanceledException exception) when (deadline.Caused(exception))
        {
            throw deadline.Exception(exception);
        }
        catch (Exception exception) when (exception is JsonException or IOException or SocketException)
        {
            throw new HttpRequestException($"{method} {pathAndQuery}: the answer broke off or is not of the Kubernetes API: {exception.Message}", exception);
        }
    }

    /// <summary>The answer as it begins, for a watch or a log to read on without a deadline.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string pathAndQuery, CancellationToken cancellationToken, TimeSpan? beginsWithin = null, string? accept = null)
    {
        using var deadline = new Deadline(beginsWithin ?? _timeout, _clock, $"GET {pathAndQuery}", cancellationToken);
        try
        {
            return await SendAsync(HttpMethod.Get, pathAndQuery, content: null, deadline, accept);
        }
        catch (OperationCanceledException exception) when (deadline.Caused(exception))
        {
            throw deadline.Exception(exception);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new HttpRequestException($"GET {pathAndQuery}: the answer broke off: {exception.Message}", exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string pathAndQuery, HttpContent? content, Deadline deadline, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, _server + pathAndQuery)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Host = _hostName; // the one way to another name in the TLS handshake; the API server does not look at the header

        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        // Throws a bare SocketException when the server is gone in the moment between the connection's beginning and its first use.
        var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ErrorAnswer.ReadAsync(response, _clock, deadline.Token);
        }
    }
}
