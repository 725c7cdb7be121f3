using System.Net;

namespace Sprout.Kubernetes.Http;

/// <summary>
/// Follows the files of authorities and certificate: connections made after a change use the new ones; those from before take no new calls and end within
/// <see cref="Grace"/>, with what still streams on them.
/// </summary>
internal sealed class RotatingHandler : HttpMessageHandler
{
    /// <summary>How long what began before a change may go on. A watch has about as long anyway.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>How often the files are looked at; a kubelet renews them minutes before they expire.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // After a refusal they are looked at with the next call, but not with each of a thousand.
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TlsFiles _files;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _end = new();
    private ApiTransport _current;
    private DateTimeOffset _lastLook;
    private bool _looksSoon;

    public RotatingHandler(KubernetesClientConfiguration configuration, TlsFiles files, TimeProvider clock)
    {
        (_files, _clock) = (files, clock);
        _current = new ApiTransport(_files.ReadNew() ?? configuration, clock);
        _lastLook = clock.GetUtcNow();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await Current().SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                LookSoon();
            return response;
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            LookSoon();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _end.Cancel();
            _end.Dispose();
            _current.Dispose();
        }

        base.Dispose(disposing);
    }

    private ApiTransport Current()
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (now - _lastLook < (_looksSoon ? ShortestInterval : Interval))
                return _current;
            (_lastLook, _looksSoon) = (now, false);
            if (_files.ReadNew() is { } changed)
            {
                _ = EndAsync(_current, _end.Token);
                _current = new ApiTransport(changed, _clock);
            }

            return _current;
        }
    }

    private void LookSoon()
    {
        lock (_lock)
            _looksSoon = true;
    }

    private async Task EndAsync(ApiTransport old, CancellationToken cancellationToken)
    {
        await Task.Delay(Grace, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        old.Dispose();
    }
}
