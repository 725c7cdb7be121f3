using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Sprout.Hosting.Services;
using Sprout.Local.Data;
using Sprout.Local.Proxy;

namespace Sprout.Local.Separate;

/// <summary>Keeps one service running until it is stopped, however often it dies.</summary>
public sealed class ServiceSupervisor : IAsyncDisposable
{
    private static readonly TimeSpan AskInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(8);

    private readonly ServiceInstance _instance;
    private readonly ServiceSettings _settings;
    private readonly GatewayPool? _gateways;
    private readonly ServiceRecords _records;
    private readonly ServiceLog _log;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RestartBackoff _backoff = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;

    /// <summary>Starts it.</summary>
    /// <param name="instance">Which one.</param>
    /// <param name="settings">What it is told.</param>
    /// <param name="gateways">Where it is found while it is ready; null for what visitors never reach.</param>
    /// <param name="records">Where its process is written down.</param>
    /// <param name="log">Takes what it says; disposed of with this.</param>
    /// <param name="http">Asks it whether it is ready.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Says when it is started again.</param>
    public ServiceSupervisor(
        ServiceInstance instance, ServiceSettings settings, GatewayPool? gateways, ServiceRecords records, ServiceLog log, HttpClient http, TimeProvider time, ILogger logger)
    {
        (_instance, _settings, _gateways, _records, _log, _http, _time, _logger) = (instance, settings, gateways, records, log, http, time, logger);
        _running = RunAsync();
    }

    /// <summary>Which one it is.</summary>
    public ServiceInstance Instance => _instance;

    /// <summary>Completes when it is ready for the first time. Fails with <see cref="ServiceStartException"/> when it cannot be started at all.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Stops it and returns when it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
        _log.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            var end = await TryRunOnceAsync();
            if (_stopping.IsCancellationRequested || _ready.Task.IsFaulted)
                return;
            var wait = _backoff.Next();
            _logger.LogWarning(
                "{Service} {End}; it is started again in {Wait:0.0} s, and after twice that the next time unless it was ready meanwhile", _instance.Name, end, wait.TotalSeconds);
            await Task.Delay(wait, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string> TryRunOnceAsync()
    {
        try
        {
            var (pid, code) = await RunOnceAsync();
            if (code == SproutService.BadSettings && !_ready.Task.IsCompleted)
                _ready.SetException(new ServiceStartException($"{_instance.Name} cannot be started with these settings; its last line says why."));
            return $"(process {pid}) has ended with code {code}";
        }
        catch (Exception exception) when (_ready.Task.IsCompleted)
        {
            // A full disk, or no process to be had: nothing that lasts for ever, and it did run before.
            return $"could not be run: {exception.Message}";
        }
        catch (Exception exception)
        {
            _ready.SetException(new ServiceStartException($"{_instance.Name} cannot be started: {exception.Message}", exception));
            return exception.Message;
        }
    }

    private async Task<(int Pid, int Code)> RunOnceAsync()
    {
        var url = new Uri($"http://127.0.0.1:{RememberedPort.FindFree()}/");
        using var process = ServiceProcess.Start(_instance.Kind, _settings.Of(_instance, url), _log, _time);
        _records.Write(_instance, process.Pid, url);
        try
        {
            if (await BecomesReadyAsync(process, url))
            {
                _backoff.Reset();
                _gateways?.Add(url);
                _ready.TrySetResult();
                await ((Task)process.Ended).WaitAsync(_stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            _gateways?.Remove(url);
            await process.StopAsync(StopPatience);
            _records.Remove(_instance);
        }

        return (process.Pid, await process.Ended);
    }

    private async Task<bool> BecomesReadyAsync(ServiceProcess process, Uri url)
    {
        using var timer = new PeriodicTimer(AskInterval, _time);
        while (!process.Ended.IsCompleted && !_stopping.IsCancellationRequested)
        {
            if (await IsReadyAsync(new(url, "readyz")))
                return true;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return false;
    }

    private async Task<bool> IsReadyAsync(Uri url)
    {
        try
        {
            using var response = await _http.GetAsync(url, _stopping.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or OperationCanceledException)
        {
            return false; // not listening yet, or not answering in time
        }
    }
}
