using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Contracts;
using Sprout.Gateway.Auth.Stored;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Auth;

/// <summary>Publishes <see cref="AuthenticationFailed"/>, at most once a minute for each network, beside the requests: none of them waits for it, or breaks with it.</summary>
internal sealed class AuthenticationFailures : BackgroundService
{
    private const int Networks = 10_000;
    private const int Waiting = 1_000;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly BoundedCache<string, long> _told = new(Networks);

    // Who comes when it is full is one more of a thousand that nobody has read yet.
    private readonly Channel<AuthenticationFailed> _failures = Channel.CreateBounded<AuthenticationFailed>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly IBus _bus;
    private readonly TimeProvider _time;
    private readonly ILogger<AuthenticationFailures> _logger;

    public AuthenticationFailures(IBus bus, TimeProvider time, ILogger<AuthenticationFailures> logger) => (_bus, _time, _logger) = (bus, time, logger);

    /// <summary>Takes note of a key that was refused.</summary>
    public void Report(ClientAddress address, RefusedKey refused)
    {
        if (_told.SetUnless(address.Prefix, _time.GetTimestamp(), at => _time.GetElapsedTime(at) < Quiet))
            _failures.Writer.TryWrite(new() { AddressPrefix = address.Prefix, Reason = refused.Reason, KeyName = refused.KeyName, At = _time.GetUtcNow() });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var failure in _failures.Reader.ReadAllAsync(stoppingToken))
                await PublishAsync(failure, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task PublishAsync(AuthenticationFailed failure, CancellationToken stoppingToken)
    {
        try
        {
            await _bus.Publish(failure, stoppingToken).WaitAsync(Patience, _time, stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            _logger.LogWarning(exception, "A refused key from {Network} could not be told to the audit", failure.AddressPrefix);
        }
    }
}
