using System.Text.Json.Nodes;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Kinds;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Admission;

/// <summary>What each namespace uses, kept as running totals, so that admission never counts objects. Only to be used under the store's lock.</summary>
internal sealed class QuotaLedger(ObjectStore store) : IStoreObserver
{
    private readonly Dictionary<string, QuotaUse> uses = [];
    private readonly Dictionary<(string Namespace, ResourceKind Kind), int> counts = [];

    public void OnCommitted(StoreEvent change)
    {
        var key = change.Key;
        var before = change.Previous?.Facts.Use ?? QuotaUse.None;
        var after = change.Type == StoreEventType.Deleted ? QuotaUse.None : change.Current.Facts.Use;
        if (before != after)
        {
            uses[key.Namespace] = uses.GetValueOrDefault(key.Namespace, QuotaUse.None) - before + after;
        }

        if (change.Type != StoreEventType.Modified)
        {
            counts[(key.Namespace, key.Kind)] = counts.GetValueOrDefault((key.Namespace, key.Kind)) + (change.Type == StoreEventType.Added ? 1 : -1);
        }
    }

    /// <summary>403 when a new object would exceed a quota, or does not say what a quota wants to know.</summary>
    public Status? Refuse(ObjectKey key, JsonObject tree)
    {
        var (_, quotas) = store.List(ResourceKinds.ResourceQuotas, key.Namespace);
        var use = QuotaUse.Of(key.Kind, tree);
        foreach (var quota in quotas)
        {
            var lines = quota.Parse().Object("spec").Object("hard")?
                .Select(hard => QuotaLine.Of(hard.Key, JsonPaths.Scalar(hard.Value), key.Kind, use, Used(key.Namespace, hard.Key) ?? 0))
                .OfType<QuotaLine>()
                .OrderBy(line => line.Resource, StringComparer.Ordinal)
                .ToList() ?? [];
            var unsaid = key.Kind == ResourceKinds.Pods ? lines.Where(line => line.Resource != "pods" && !QuotaLine.IsSaid(line.Resource, tree)).ToList() : [];
            if (unsaid.Count > 0)
            {
                return Status.Forbidden(key.Kind, key.Name, $"failed quota: {quota.Key.Name}: must specify {string.Join(',', unsaid.Select(line => line.Resource))}");
            }

            var exceeded = lines.Where(line => line.Used.Value + line.Requested.Value > line.Hard.Value).ToList();
            if (exceeded.Count > 0)
            {
                return Status.Forbidden(
                    key.Kind,
                    key.Name,
                    $"exceeded quota: {quota.Key.Name}, requested: {Join(exceeded, line => line.Requested)}, used: {Join(exceeded, line => line.Used)}, limited: {Join(exceeded, line => line.Hard)}");
            }
        }

        return null;
    }

    /// <summary>What a namespace uses of a quota's resource; null for resources that the simulator does not count.</summary>
    public decimal? Used(string @namespace, string resource) =>
        uses.GetValueOrDefault(@namespace, QuotaUse.None).Of(resource)
            ?? (QuotaLine.KindOf(resource) is { } kind ? counts.GetValueOrDefault((@namespace, kind)) : null);

    private static string Join(IEnumerable<QuotaLine> lines, Func<QuotaLine, Quantity> amount) =>
        string.Join(',', lines.Select(line => $"{line.Resource}={amount(line)}"));
}
