using System.Runtime.CompilerServices;
using Sprout.Kubernetes;
using Sprout.Kubernetes.Models;

namespace Sprout.Lifecycle.Tests;

/// <summary>A cluster of which a test says what its lists and watches of pods answer; asked for anything else, it throws.</summary>
internal sealed class FakeKubernetes : IKubernetes
{
    private int _lists;

    /// <summary>What its watches do, one after the other; the last does so again and again.</summary>
    public List<Func<CancellationToken, IAsyncEnumerable<WatchEvent<V1Pod>>>> Watches { get; } = [];

    /// <summary>From which versions it was watched.</summary>
    public List<string> WatchedFrom { get; } = [];

    /// <summary>What is there.</summary>
    public IReadOnlyList<V1Pod> Pods { get; init; } = [];

    /// <summary>How often it was listed.</summary>
    public int Lists => _lists;

    /// <summary>What a log says; null for none.</summary>
    public string? Log { get; init; }

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
        var watch = Watches[Math.Min(WatchedFrom.Count, Watches.Count - 1)];
        WatchedFrom.Add(options.ResourceVersion);
        return (IAsyncEnumerable<WatchEvent<T>>)watch(cancellationToken);
    }

    public Task<KubernetesList<T>> ListAsync<T>(string? @namespace = null, ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        Interlocked.Increment(ref _lists);
        return Task.FromResult(new KubernetesList<T>(new() { ResourceVersion = "100" }, [.. Pods.Cast<T>()]));
    }

    public Task<Stream> ReadPodLogAsync(string name, string? @namespace, PodLogOptions? options = null, CancellationToken cancellationToken = default) =>
        Log is null ? throw new HttpRequestException("The kubelet does not answer.") : Task.FromResult<Stream>(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Log)));

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
