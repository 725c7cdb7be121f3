using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Selectors;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Watches;

/// <summary>One watch's answer: its selection of what its watcher is told, as lines; each twice, if that is its fault.</summary>
internal sealed class WatchStream(HttpContext context, Watcher watcher, Selection selection, bool isDoubled)
{
    private readonly List<StoreEvent> taken = [];

    public ChannelReader<StoreEvent> Reader => watcher.Reader;

    /// <summary>Sends what comes first, and the headers in any case: the client waits for them.</summary>
    public async Task SendPastAsync()
    {
        foreach (var change in watcher.Past)
        {
            Write(change);
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Takes what is pending, to be written next.</summary>
    public void Take()
    {
        while (watcher.Reader.TryRead(out var change))
        {
            taken.Add(change);
        }
    }

    /// <summary>Writes what was taken, then a bookmark if there is a version for it. The caller flushes.</summary>
    public void Write(long? bookmark)
    {
        foreach (var change in taken)
        {
            Write(change);
        }

        taken.Clear();
        if (bookmark is { } version)
        {
            WatchLines.WriteBookmark(context.Response.BodyWriter, selection.Kind, version);
        }
    }

    private void Write(StoreEvent change)
    {
        if (WatchLines.TypeOf(change, selection) is not { } type)
        {
            return;
        }

        for (var times = isDoubled ? 2 : 1; times > 0; times--)
        {
            WatchLines.Write(context.Response.BodyWriter, type, change.Current.Json.Span);
        }
    }
}
