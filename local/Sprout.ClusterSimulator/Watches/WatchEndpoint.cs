using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Selectors;
using Sprout.ClusterSimulator.Storage;

namespace Sprout.ClusterSimulator.Watches;

/// <summary>
/// Answers <c>?watch=true</c> with one line per change, until the client leaves, its timeoutSeconds are over, or it is cut off.
/// A version that is too old gets one ERROR line with a 410, as from an API server's cache.
/// </summary>
internal sealed class WatchEndpoint(ObjectStore store, WatchHub hub, TimeProvider time, TimeSpan bookmarkEvery)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    public async Task ServeAsync(HttpContext context, Selection selection, CancellationToken cancelled)
    {
        var query = context.Request.Query;
        long? since = long.TryParse(query["resourceVersion"], out var version) && version > 0 ? version : null;
        var timeout = long.TryParse(query["timeoutSeconds"], out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : DefaultTimeout;
        context.Response.ContentType = "application/json";
        var output = context.Response.BodyWriter;
        using var watcher = hub.Open(selection.Kind, since, out var oldest);
        if (watcher is null)
        {
            WatchLines.WriteError(output, Status.Expired($"too old resource version: {since} ({oldest})"));
            await output.FlushAsync(cancelled);
            return;
        }

        foreach (var change in watcher.Past)
        {
            Write(context, change, selection);
        }

        await output.FlushAsync(cancelled);
        using var timer = new CancellationTokenSource(timeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancelled, timer.Token);
        var wantsBookmarks = query["allowWatchBookmarks"] == "true" || query["allowWatchBookmarks"] == "1";
        await FollowAsync(context, watcher, selection, wantsBookmarks, ending.Token);
        if (wantsBookmarks && !cancelled.IsCancellationRequested && timer.IsCancellationRequested)
        {
            Drain(context, watcher, selection, wantsBookmarks: true);
            await output.FlushAsync(cancelled);
        }
    }

    private async Task FollowAsync(HttpContext context, Watcher watcher, Selection selection, bool wantsBookmarks, CancellationToken ending)
    {
        using var bookmarks = new PeriodicTimer(bookmarkEvery, time);
        var tick = wantsBookmarks ? bookmarks.WaitForNextTickAsync(ending).AsTask() : null;
        var news = watcher.Reader.WaitToReadAsync(ending).AsTask();
        while (true)
        {
            var first = tick is null ? news : await Task.WhenAny(news, tick);
            await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested || (first == news && !await news))
            {
                return;
            }

            Drain(context, watcher, selection, first == tick);
            // Not with the watch's own token: its last lines are to reach the client when its time is over.
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            if (first == tick)
            {
                tick = bookmarks.WaitForNextTickAsync(ending).AsTask();
            }

            if (news.IsCompleted)
            {
                news = watcher.Reader.WaitToReadAsync(ending).AsTask();
            }
        }
    }

    // The bookmark's version is read together with what is pending: everything up to it has then been written.
    private void Drain(HttpContext context, Watcher watcher, Selection selection, bool wantsBookmarks)
    {
        long version;
        var changes = new List<StoreEvent>();
        lock (store.Gate)
        {
            version = store.ResourceVersion;
            while (watcher.Reader.TryRead(out var change))
            {
                changes.Add(change);
            }
        }

        foreach (var change in changes)
        {
            Write(context, change, selection);
        }

        if (wantsBookmarks)
        {
            WatchLines.WriteBookmark(context.Response.BodyWriter, selection.Kind, version);
        }
    }

    private static void Write(HttpContext context, StoreEvent change, Selection selection)
    {
        if (WatchLines.TypeOf(change, selection) is { } type)
        {
            WatchLines.Write(context.Response.BodyWriter, type, change.Current.Json.Span);
        }
    }
}
