using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Tests;

/// <summary>A cluster of which a test says what its lists and watches of pods answer; asked for anything else, it throws.</summary>
internal sealed class FakeKubernetes : IKubernetes
{
    private readonly ConcurrentQueue<ListOptions> _listed = new();

    /// <summary>What its watches do, one after the other; the last does so again and again.</summary>
    public List<Func<CancellationToken, IAsyncEnumerable<WatchEvent<V1Pod>>>> Watches { get; } = [];

    /// <summary>With what it was watched.</summary>
    public List<WatchOptions> Watched { get; } = [];

    /// <summary>What is there; told in pages, where that is asked for.</summary>
    public IReadOnlyList<V1Pod> Pods { get; set; } = [];

    /// <summary>What is there that is no pod.</summary>
    public List<object> Others { get; } = [];

    /// <summary>Sees each page that is asked for, and may throw.</summary>
    public Action<ListOptions>? Listing { get; init; }

    /// <summary>How often a list, or a page of one, was asked for.</summary>
    public int Lists => _listed.Count;

    /// <summary>The label selectors that they were asked for with.</summary>
    public IReadOnlyList<string?> Selectors => [.. _listed.Select(options => options.LabelSelector)];

    /// <summary>The tokens that they were asked for with; null for a first page.</summary>
    public IReadOnlyList<string?> Continued => [.. _listed.Select(options => options.Continue)];

    /// <summary>What a log says; null for none.</summary>
    public string? Log { get; init; }

    /// <summary>Whether whoever asks for a log waits for ever.</summary>
    public bool IsLogSilent { get; init; }

    /// <summary>A watch that says these and ends.</summary>
    public static Func<CancellationToken, IAsyncEnumerable<WatchEvent<V1Pod>>> Says(params WatchEvent<V1Pod>[] events) => Says(after: null, events);

    /// <summary>A watch that says these and then breaks.</summary>
    public static Func<CancellationToken, IAsyncEnumerable<WatchEvent<V1Pod>>> Says(Exception? after, params WatchEvent<V1Pod>[] events)
    {
        return _ => Enumerate();

        async IAsyncEnumerable<WatchEvent<V1Pod>> Enumerate()
        {
            foreach (var each in events)
                yield return each;
            await Task.CompletedTask;
            if (after is not null)
                throw after;
        }
    }

    /// <summary>A watch that says these and then nothing, without ending.</summary>
    public static Func<CancellationToken, IAsyncEnumerable<WatchEvent<V1Pod>>> FallsSilent(params WatchEvent<V1Pod>[] events)
    {
        return Enumerate;

        async IAsyncEnumerable<WatchEvent<V1Pod>> Enumerate([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var each in events)
                yield return each;
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string? @namespace, WatchOptions options, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        var watch = Watches[Math.Min(Watched.Count, Watches.Count - 1)];
        Watched.Add(options);
        return (IAsyncEnumerable<WatchEvent<T>>)watch(cancellationToken);
    }

    public Task<KubernetesList<T>> ListAsync<T>(string? @namespace = null, ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        options ??= new();
        _listed.Enqueue(options);
        Listing?.Invoke(options);
        if (typeof(T) != typeof(V1Pod))
            return Task.FromResult(new KubernetesList<T>(new() { ResourceVersion = "100" }, [.. Others.OfType<T>()]));
        var from = int.Parse(options.Continue ?? "0", CultureInfo.InvariantCulture);
        var to = Math.Min(Pods.Count, from + (options.Limit ?? Pods.Count));
        var next = to < Pods.Count ? to.ToString(CultureInfo.InvariantCulture) : null;
        return Task.FromResult(new KubernetesList<T>(new() { ResourceVersion = "100", Continue = next }, [.. Pods.Take(from..to).Cast<T>()]));
    }

    public async Task<Stream> ReadPodLogAsync(string name, string? @namespace, PodLogOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (IsLogSilent)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        return Log is null ? throw new HttpRequestException("The kubelet does not answer.") : new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Log));
    }

    public Task<string> GetVersionAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<T?> ReadAsync<T>(string name, string? @namespace = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> CreateAsync<T>(T body, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> ApplyAsync<T>(T body, string fieldManager, bool force = true, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> ReplaceAsync<T>(T body, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> PatchStatusAsync<T>(string name, string? @namespace, object patch, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<bool> DeleteAsync<T>(string name, string? @namespace = null, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<Deletion<T>> DeleteAndSeeAsync<T>(string name, string? @namespace = null, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();
}
