using Microsoft.AspNetCore.Http;
using Sprout.ClusterSimulator.Api;
using Sprout.ClusterSimulator.Faults;
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

    public async Task ServeAsync(HttpContext context, Selection selection, Fault fault)
    {
        var query = context.Request.Query;
        long? since = long.TryParse(query["resourceVersion"], out var version) && version > 0 ? version : null;
        context.Response.ContentType = "application/json";
        using var watcher = hub.Open(selection.Kind, since, out var oldest);
        if (watcher is null || fault.Kind == FaultKinds.ExpiredWatch)
        {
            await EndAsync(context, Status.Expired($"too old resource version: {since ?? 0} ({oldest})"));
            return;
        }

        using var struck = fault.WatchLifetime();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, struck.Token);
        var stream = new WatchStream(context, watcher, selection, fault.Kind == FaultKinds.DuplicatedEvents);
        await FollowAsync(context, stream, cancelled.Token);
        if (context.RequestAborted.IsCancellationRequested || !struck.IsCancellationRequested)
        {
            return;
        }

        switch (fault.Kind)
        {
            case FaultKinds.DroppedWatch:
                context.Abort();
                break;
            case FaultKinds.SilentWatch:
                // What is not told must not pile up.
                await foreach (var unheard in watcher.Reader.ReadAllAsync(context.RequestAborted))
                {
                    _ = unheard;
                }

                break;
            default:
                await EndAsync(context, Status.Expired("The resourceVersion for the provided watch is too old."));
                break;
        }
    }

    private static async Task EndAsync(HttpContext context, Status status)
    {
        WatchLines.WriteError(context.Response.BodyWriter, status);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    // Until the watch's own time is over, too.
    private async Task FollowAsync(HttpContext context, WatchStream stream, CancellationToken cancelled)
    {
        var query = context.Request.Query;
        var timeout = long.TryParse(query["timeoutSeconds"], out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : DefaultTimeout;
        var wantsBookmarks = query["allowWatchBookmarks"] == "true" || query["allowWatchBookmarks"] == "1";
        await stream.SendPastAsync();
        using var timer = new CancellationTokenSource(timeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancelled, timer.Token);
        await FollowAsync(context, stream, wantsBookmarks, ending.Token);
        if (wantsBookmarks && !cancelled.IsCancellationRequested && timer.IsCancellationRequested)
        {
            Drain(stream, wantsBookmarks: true);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }

    private async Task FollowAsync(HttpContext context, WatchStream stream, bool wantsBookmarks, CancellationToken ending)
    {
        using var bookmarks = new PeriodicTimer(bookmarkEvery, time);
        var tick = wantsBookmarks ? bookmarks.WaitForNextTickAsync(ending).AsTask() : null;
        var news = stream.Reader.WaitToReadAsync(ending).AsTask();
        while (true)
        {
            var first = tick is null ? news : await Task.WhenAny(news, tick);
            await ((Task)first).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested || (first == news && !await news))
            {
                return;
            }

            Drain(stream, first == tick);
            // Not with the watch's own token: its last lines are to reach the client when its time is over.
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            if (first == tick)
            {
                tick = bookmarks.WaitForNextTickAsync(ending).AsTask();
            }

            if (news.IsCompleted)
            {
                news = stream.Reader.WaitToReadAsync(ending).AsTask();
            }
        }
    }

    // The bookmark's version is read together with what is pending: everything up to it has then been written.
    private void Drain(WatchStream stream, bool wantsBookmarks)
    {
        long version;
        lock (store.Gate)
        {
            version = store.ResourceVersion;
            stream.Take();
        }

        stream.Write(wantsBookmarks ? version : null);
    }
}
