using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using Sprout.Kubernetes.Manners;

namespace Sprout.Kubernetes.Http;

/// <summary>Sends one call, again where the server asks for it, and gives its answer, or throws as <see cref="IKubernetes"/> promises.</summary>
internal sealed class ApiConnection : IDisposable
{
    // A server that says 0 does not mean at once, 128 times over.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);

    // Nor does a proxy that says a day hold us back for one.
    private static readonly TimeSpan LongestSparing = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client;
    private readonly ApiLimiter _limiter;
    private readonly string _server;
    private readonly string? _hostName;
    private readonly TimeSpan _timeout;
    private readonly int _mostRepeats;
    private readonly TimeProvider _clock;

    public ApiConnection(KubernetesClientConfiguration configuration, TimeProvider clock)
    {
        var handler = ApiHandler.Create(configuration, clock);
        _client = new HttpClient(configuration.WrapHandler?.Invoke(handler) ?? handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.TryParseAdd(configuration.UserAgent);
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _limiter = new ApiLimiter(configuration.Limits, clock);
        _server = configuration.Server.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _hostName = configuration.TlsServerName;
        _timeout = configuration.HttpClientTimeout;
        _mostRepeats = configuration.Limits.MostRepeats;
        _clock = clock;
    }

    /// <summary>The answer's body as <typeparamref name="T"/>.</summary>
    public async Task<T> SendAsync<T>(ApiCall call, CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = new Deadline(_timeout, _clock, call.ToString(), cancellationToken);
        try
        {
            var (response, place) = await SendAsync(call, deadline);
            using (place)
            using (response)
            {
                await using var body = await response.Content.ReadAsStreamAsync(deadline.Token);
                return await JsonSerializer.DeserializeAsync<T>(body, KubernetesJson.Options, deadline.Token) ?? throw new JsonException("null is no answer.");
            }
        }
        catch (OperationCanceledException exception) when (deadline.Caused(exception))
        {
            throw deadline.Exception(exception);
        }
        catch (Exception exception) when (exception is JsonException or IOException or SocketException)
        {
            throw new HttpRequestException($"{call}: the answer broke off or is not of the Kubernetes API: {exception.Message}", exception);
        }
    }

    /// <summary>The answer as it begins, for a watch or a log to read on without a deadline.</summary>
    public async Task<HttpResponseMessage> OpenAsync(ApiCall call, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(call.BeginsWithin ?? _timeout, _clock, call.ToString(), cancellationToken);
        try
        {
            var (response, place) = await SendAsync(call, deadline);
            place?.Dispose();
            return response;
        }
        catch (OperationCanceledException exception) when (deadline.Caused(exception))
        {
            throw deadline.Exception(exception);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new HttpRequestException($"{call}: the answer broke off: {exception.Message}", exception);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _limiter.Dispose();
    }

    private async Task<(HttpResponseMessage Response, IDisposable? Place)> SendAsync(ApiCall call, Deadline deadline)
    {
        using var span = ApiTraces.Begin(call);
        try
        {
            return await SendUntilTakenAsync(call, deadline);
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            throw;
        }
    }

    private async Task<(HttpResponseMessage Response, IDisposable? Place)> SendUntilTakenAsync(ApiCall call, Deadline deadline)
    {
        for (var repeats = 0; ; repeats++)
        {
            TimeSpan wait;
            deadline.IsSent = false;
            var place = await _limiter.EnterAsync(call.Lane, deadline.Token);
            deadline.IsSent = true;
            try
            {
                return (await SendOnceAsync(call, deadline), place);
            }
            catch (KubernetesException refusal) when (AsksToComeAgain(refusal))
            {
                // What is refused so was not begun, whatever the verb (API Priority and Fairness, and the server's own limit before it).
                place?.Dispose();
                wait = refusal.RetryAfter!.Value > ShortestWait ? refusal.RetryAfter.Value : ShortestWait;
                if (call.Lane == ApiLane.Bulk)
                    _limiter.Spare(wait < LongestSparing ? wait : LongestSparing);
                if (repeats >= _mostRepeats || wait >= deadline.Left)
                    throw;
                ApiMetrics.Repeated(call, CodeOf(refusal));
            }
            catch
            {
                place?.Dispose();
                throw;
            }

            await Task.Delay(wait, _clock, deadline.Token);
        }
    }

    private static bool AsksToComeAgain(KubernetesException refusal) =>
        refusal is { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, RetryAfter: not null };

    private async Task<HttpResponseMessage> SendOnceAsync(ApiCall call, Deadline deadline)
    {
        using var request = new HttpRequestMessage(call.Method, _server + call.PathAndQuery)
        {
            Content = call.Content(),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Host = _hostName; // the one way to another name in the TLS handshake; the API server does not look at the header
        if (call.Accept is not null)
        {
            request.Headers.Accept.ParseAdd(call.Accept);
        }

        var began = _clock.GetTimestamp();
        var code = "broken";
        try
        {
            // Throws a bare SocketException when the server is gone in the moment between the connection's beginning and its first use.
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            code = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw await ErrorAnswer.ReadAsync(response, _clock, deadline.Token);
            }
        }
        catch (OperationCanceledException exception) when (code == "broken")
        {
            code = deadline.Caused(exception) ? "timeout" : "cancelled";
            throw;
        }
        finally
        {
            ApiMetrics.Called(call, code, _clock.GetElapsedTime(began));
        }
    }

    private static string CodeOf(KubernetesException refusal) => ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture);
}
