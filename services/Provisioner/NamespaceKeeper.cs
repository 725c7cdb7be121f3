using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sprout.Hosting;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;

namespace Sprout.Provisioner;

/// <summary>Makes the containers' namespace at the start where that is wanted, however long the API server takes to answer.</summary>
public sealed class NamespaceKeeper : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly IKubernetes _kubernetes;
    private readonly KubernetesOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<NamespaceKeeper> _logger;

    /// <summary>Takes the cluster, the settings and the clock.</summary>
    public NamespaceKeeper(IKubernetes kubernetes, KubernetesOptions options, TimeProvider time, ILogger<NamespaceKeeper> logger)
    {
        _kubernetes = kubernetes;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>Has the namespace exist: true when it had to be made.</summary>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken)
    {
        if (await _kubernetes.ReadAsync<V1Namespace>(_options.Namespace, cancellationToken: cancellationToken) is not null)
            return false;
        try
        {
            await _kubernetes.CreateAsync(
                new V1Namespace
                {
                    Metadata = new()
                    {
                        Name = _options.Namespace,
                        Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sprout" },
                    },
                },
                cancellationToken);
            return true;
        }
        catch (KubernetesException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            // Another provisioner was faster.
            return false;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.CreateNamespace)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await EnsureAsync(stoppingToken))
                    _logger.LogInformation("Made the namespace {Namespace}", _options.Namespace);
                return;
            }
            catch (Exception exception) when (exception is KubernetesException or HttpRequestException or TimeoutException)
            {
                _logger.LogWarning("The namespace {Namespace} cannot be made yet: {Reason}", _options.Namespace, exception.Message);
                await Task.Delay(RetryDelay, _time, stoppingToken);
            }
        }
    }
}
