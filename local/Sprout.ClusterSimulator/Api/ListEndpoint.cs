using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Objects;
using Sprout.ClusterSimulator.Selectors;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Api;

/// <summary>Lists, in pages when asked. Later pages are cut from the same snapshot as the first, which is kept for a while.</summary>
internal sealed class ListEndpoint(ObjectStore store)
{
    private const string TooOld =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.";

    private readonly ListSnapshots snapshots = new();

    /// <summary>Fails with 400 (limit, continue), 410 (the snapshot is gone) or 504 (a version that does not exist yet).</summary>
    public Answer Serve(Selection selection, IQueryCollection query)
    {
        var limit = 0;
        if (query["limit"].ToString() is { Length: > 0 } limitText && !int.TryParse(limitText, out limit))
        {
            return Status.BadRequest($"strconv.ParseInt: parsing \"{limitText}\": invalid syntax");
        }

        if (query["continue"].ToString() is { Length: > 0 } token)
        {
            return ContinueToken.Parse(token) is not { } from ? Status.BadRequest("invalid continue token: continue key is not valid")
                : snapshots.Find(selection, from.ResourceVersion) is not { } kept ? Status.Expired(TooOld)
                : Page(selection, from.ResourceVersion, kept, from.Index, limit);
        }

        var version = query["resourceVersion"].ToString();
        if (version.Length > 0 && !long.TryParse(version, out _))
        {
            return new Status(500, null, $"resourceVersion: Invalid value: \"{version}\": strconv.ParseUint: parsing \"{version}\": invalid syntax");
        }

        if (version.Length > 0 && long.Parse(version) is var asked && asked > store.ResourceVersion)
        {
            return Status.TooLargeVersion(asked, store.ResourceVersion);
        }

        if (query["resourceVersionMatch"] == "Exact" && version != store.ResourceVersion.ToString())
        {
            return Status.Expired("The resourceVersion for the provided list is too old.");
        }

        var (current, all) = store.List(selection.Kind, selection.Namespace);
        return Page(selection, current, [.. all.Where(selection.Matches)], 0, limit);
    }

    /// <summary>A list as the API answers it; items leave out kind and apiVersion, as a real server's do.</summary>
    public static Answer Render(Selection selection, long resourceVersion, ReadOnlySpan<StoredObject> items, string? @continue = null, int remaining = 0)
    {
        var kind = selection.Kind;
        var metadata = new JsonObject { ["resourceVersion"] = resourceVersion.ToString() };
        if (@continue is not null)
        {
            metadata["continue"] = @continue;
            metadata["remainingItemCount"] = remaining;
        }

        var output = new ArrayBufferWriter<byte>();
        output.Write(Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind.Kind}List\",\"apiVersion\":\"{kind.ApiVersion}\",\"metadata\":{metadata.ToJsonString(JsonText.Compact)},\"items\":["));
        var prefix = Encoding.UTF8.GetByteCount($"{{\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\",");
        for (var index = 0; index < items.Length; index++)
        {
            output.Write(index == 0 ? "{"u8 : ",{"u8);
            output.Write(items[index].Json.Span[prefix..]);
        }

        output.Write("]}"u8);
        return new Answer(200, output.WrittenMemory);
    }

    private Answer Page(Selection selection, long resourceVersion, StoredObject[] items, int from, int limit)
    {
        var count = limit > 0 ? Math.Min(limit, items.Length - from) : items.Length - from;
        var remaining = items.Length - from - count;
        if (remaining == 0)
        {
            return Render(selection, resourceVersion, items.AsSpan(from, count));
        }

        snapshots.Keep(selection, resourceVersion, items);
        return Render(selection, resourceVersion, items.AsSpan(from, count), new ContinueToken(resourceVersion, from + count).ToString(), remaining);
    }
}
