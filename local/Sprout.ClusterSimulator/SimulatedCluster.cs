using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sprout.ClusterSimulator.Admission;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Calls;
using Sprout.ClusterSimulator.Control;
using Sprout.ClusterSimulator.Faults;
using Sprout.ClusterSimulator.Garbage;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Nodes;
using Sprout.ClusterSimulator.Pods;
using Sprout.ClusterSimulator.Scheduling;
using Sprout.ClusterSimulator.Storage;
using Sprout.ClusterSimulator.Watches;
using Sprout.ClusterSimulator.Writes;

namespace Sprout.ClusterSimulator;

/// <summary>The parts of the cluster, wired: storage, the API in front of it, and the controllers that follow its changes.</summary>
internal sealed class SimulatedCluster : IAsyncDisposable
{
    private readonly Journal? journal;
    private readonly WorkQueue queue;

    public SimulatedCluster(ClusterSimulatorOptions options)
    {
        var time = options.TimeProvider;
        Logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<ClusterSimulator>();
        journal = options.DataFolder is { } folder ? new Journal(folder) : null;
        var store = new ObjectStore(journal);
        queue = new WorkQueue(time, Logger);
        // Not the seed alone: after a restart it would give the same uids again.
        var ids = new IdSource(HashCode(options.Seed, store.ResourceVersion));
        var quotas = new QuotaLedger(store);
        var owners = new OwnerIndex();
        var writer = new ObjectWriter(store, ids, time, quotas);
        var deleter = new ObjectDeleter(store, time, owners);
        var nodes = new NodePool();
        var away = new AwayNodes(nodes);
        var events = new PodEvents(store, writer, queue, time);
        var directory = new PodDirectory(store);
        Watches = new WatchHub(store, options.HistoryLength);
        Faults = new FaultInjector(options.Faults, options.Seed, time);
        var pods = new PodLifecycle(options, store, writer, deleter, queue, new Kubelet(ids, events), new Scheduler(nodes, events), events, away, Faults);
        // The order matters: the collector asks the index, which must know of the change by then.
        foreach (var observer in (IStoreObserver[])
        [
            owners,
            quotas,
            directory,
            new QuotaStatus(store, quotas, writer, queue),
            new GarbageCollector(store, owners, deleter, writer, queue),
            new NamespaceSweeper(store, deleter, queue),
            events,
            pods,
        ])
        {
            store.Subscribe(observer, replay: true);
        }

        Pages = new PodPages(directory);
        var api = new ApiEndpoint(
            store,
            writer,
            new ListEndpoint(store),
            new PatchEndpoint(store, writer),
            new DeleteEndpoint(store, deleter),
            new WatchEndpoint(store, Watches, time, options.BookmarkEvery),
            new PodLogs(store, options));
        Api = new CallPipeline(api, Calls, Faults, options.OnCall);
        Nodes = new NodeController(store, writer, queue, nodes, away, pods, time);
        Control = new ControlEndpoint(Faults, Calls, Nodes, Watches);
        foreach (var name in (string[])["default", "kube-system", "kube-public", "kube-node-lease"])
        {
            if (store.Find(new ObjectKey(ResourceKinds.Namespaces, "", name)) is null)
            {
                writer.Create(ResourceKinds.Namespaces, "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
            }
        }

        Nodes.Register();
    }

    public ILogger Logger { get; }

    public CallPipeline Api { get; }

    public CallCounter Calls { get; } = new();

    public NodeController Nodes { get; }

    public ControlEndpoint Control { get; }

    public PodPages Pages { get; }

    public WatchHub Watches { get; }

    public FaultInjector Faults { get; }

    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        journal?.Dispose();
    }

    // System.HashCode differs from process to process; the same seed must not.
    private static int HashCode(int seed, long resourceVersion) => unchecked((seed * 486187739) ^ (int)resourceVersion);
}
