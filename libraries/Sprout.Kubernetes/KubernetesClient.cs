using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Sprout.Kubernetes.Http;
using Sprout.Kubernetes.Manners;

namespace Sprout.Kubernetes;

/// <summary>
/// The API over HTTP. Thread-safe; one for a cluster is enough, and the limits are its own. It repeats only what the server asks to be sent again later:
/// see <see cref="KubernetesLimits"/>; for all else <see cref="KubernetesException.IsTransient"/>.
/// A kind that lives in a namespace is refused without one (<see cref="ArgumentException"/>), except in lists and watches, where null means all.
/// </summary>
public sealed class KubernetesClient : IKubernetes, IDisposable
{
    // A pod's changes until it is ready are about as many.
    private const int ReadsAfterPause = 4;

    private static readonly TimeSpan WatchGrace = TimeSpan.FromSeconds(30);

    private readonly ApiConnection _api;
    private readonly TimeProvider _time;

    /// <summary>Connects at the first call.</summary>
    public KubernetesClient(KubernetesClientConfiguration configuration, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Configuration = configuration;
        _time = timeProvider ?? TimeProvider.System;
        _api = new ApiConnection(configuration, _time);
    }

    /// <summary>What it was made with.</summary>
    public KubernetesClientConfiguration Configuration { get; }

    /// <inheritdoc/>
    public async Task<string> GetVersionAsync(CancellationToken cancellationToken = default) =>
        (await _api.SendAsync<ServerVersion>(new(HttpMethod.Get, "/version", "get", "version"), cancellationToken)).GitVersion;

    /// <inheritdoc/>
    public async Task<T?> ReadAsync<T>(string name, string? @namespace = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        try
        {
            return await _api.SendAsync<T>(new(HttpMethod.Get, ResourceUri.Item(T.ResourceType, @namespace, name), "get", T.ResourceType.Plural), cancellationToken);
        }
        catch (KubernetesException exception) when (IsNotFound(exception))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<KubernetesList<T>> ListAsync<T>(string? @namespace = null, ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        var uri = ResourceUri.WithQuery(
            ResourceUri.Collection(T.ResourceType, @namespace),
            ("labelSelector", options?.LabelSelector),
            ("fieldSelector", options?.FieldSelector),
            ("limit", options?.Limit?.ToString()),
            ("continue", options?.Continue),
            ("resourceVersion", string.IsNullOrEmpty(options?.Continue) ? options?.ResourceVersion : null)); // the server refuses both; the token has its own
        var list = await _api.SendAsync<KubernetesList<T>>(new(HttpMethod.Get, uri, "list", T.ResourceType.Plural), cancellationToken);
        return list.Items is null ? list with { Items = [] } : list; // Go writes a slice that was never made as null
    }

    /// <inheritdoc/>
    public Task<T> CreateAsync<T>(T body, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(body);
        return _api.SendAsync<T>(new(HttpMethod.Post, ResourceUri.Home(T.ResourceType, body.Metadata.Namespace), "create", T.ResourceType.Plural) { Body = Json(body) }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<T> ApplyAsync<T>(T body, string fieldManager, bool force = true, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentException.ThrowIfNullOrEmpty(fieldManager);
        var uri = ResourceUri.WithQuery(ItemOf(body), ("fieldManager", fieldManager), ("force", force ? "true" : null));
        return _api.SendAsync<T>(
            new(HttpMethod.Patch, uri, "patch", T.ResourceType.Plural) { Body = Json(body), BodyType = "application/apply-patch+yaml" }, cancellationToken); // JSON is YAML
    }

    /// <inheritdoc/>
    public Task<T> ReplaceAsync<T>(T body, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(body);
        return _api.SendAsync<T>(new(HttpMethod.Put, ItemOf(body), "update", T.ResourceType.Plural) { Body = Json(body) }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<T> PatchStatusAsync<T>(string name, string? @namespace, object patch, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(patch);
        var uri = $"{ResourceUri.Item(T.ResourceType, @namespace, name)}/status";
        return _api.SendAsync<T>(
            new(HttpMethod.Patch, uri, "patch", $"{T.ResourceType.Plural}/status") { Body = Json(patch), BodyType = "application/merge-patch+json" }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync<T>(string name, string? @namespace = null, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => (await DeleteAndSeeAsync<T>(name, @namespace, options, cancellationToken)).WasThere;

    /// <inheritdoc/>
    public async Task<Deletion<T>> DeleteAndSeeAsync<T>(string name, string? @namespace = null, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        var call = new ApiCall(HttpMethod.Delete, ResourceUri.Item(T.ResourceType, @namespace, name), "delete", T.ResourceType.Plural) { Body = options is null ? null : Json(DeleteBody.From(options)) };
        try
        {
            using var answer = await _api.SendAsync<JsonDocument>(call, cancellationToken); // the object, or a Status
            var isObject = answer.RootElement.TryGetProperty("kind", out var kind) && kind.ValueEquals(T.ResourceType.Kind);
            return new(WasThere: true, isObject ? answer.RootElement.Deserialize<T>(KubernetesJson.Options) : null);
        }
        catch (KubernetesException exception) when (IsNotFound(exception))
        {
            return new(WasThere: false, Object: null);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? @namespace, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        ArgumentNullException.ThrowIfNull(options);
        var uri = ResourceUri.WithQuery(
            ResourceUri.Collection(T.ResourceType, @namespace),
            ("watch", "true"),
            ("allowWatchBookmarks", "true"),
            ("resourceVersion", options.ResourceVersion),
            ("labelSelector", options.LabelSelector),
            ("fieldSelector", options.FieldSelector),
            ("timeoutSeconds", options.Timeout is { } timeout ? ((long)Math.Ceiling(timeout.TotalSeconds)).ToString() : null));

        // The server ends the watch; one that has not long after it should (a proxy that lost its upstream, say) is ended here.
        using var deadline = new CancellationTokenSource(options.Timeout is { } life ? life + WatchGrace : Timeout.InfiniteTimeSpan, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var response = await _api.OpenAsync(new(HttpMethod.Get, uri, "watch", T.ResourceType.Plural), either.Token);
        var pace = options.GatherTime > TimeSpan.Zero && response.Version.Major >= 2 ? new TokenBucket(1 / options.GatherTime.TotalSeconds, ReadsAfterPause, _time) : null;
        await using var reader = new WatchReader<T>(await response.Content.ReadAsStreamAsync(either.Token), pace, _time);
        while (true)
        {
            WatchEvent<T>? watchEvent;
            try
            {
                watchEvent = await reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                yield break;
            }

            if (watchEvent is null)
                yield break;
            yield return watchEvent;
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> ReadPodLogAsync(string name, string? @namespace, PodLogOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PodLogOptions();
        var call = new ApiCall(HttpMethod.Get, PodLogUri.Of(name, @namespace, options), "get", "pods/log")
        {
            Accept = "application/json, */*", // as client-go asks
            BeginsWithin = options.Follow ? Timeout.InfiniteTimeSpan : null,
        };
        var response = await _api.OpenAsync(call, cancellationToken);
        try
        {
            var log = new AnswerStream(response, await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
            // A node says nothing before a container's first line: what is followed may be silent for hours.
            return options is { Follow: true, Previous: false } ? log : await MissingLog.RefuseAsync(log, cancellationToken);
        }
        catch (Exception exception)
        {
            response.Dispose();
            if (exception is IOException)
                throw new HttpRequestException($"{call}: the answer broke off: {exception.Message}", exception);
            throw;
        }
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _api.Dispose();

    private static string ItemOf<T>(T body)
        where T : class, IKubernetesObject => ResourceUri.Item(T.ResourceType, body.Metadata.Namespace, body.Metadata.Name);

    private static byte[] Json(object body) => JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), KubernetesJson.Options);

    private static bool IsNotFound(KubernetesException exception) => exception is { StatusCode: HttpStatusCode.NotFound, Status.Reason: "NotFound" };

    private sealed record ServerVersion(string GitVersion);
}
