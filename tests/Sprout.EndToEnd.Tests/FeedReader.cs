using Sprout.Redis;

namespace Sprout.EndToEnd.Tests;

/// <summary>Follows the public feed from its beginning, and knows what it has told of each container.</summary>
public sealed class FeedReader(WhatIsLeft left)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<Guid, List<FeedLine>> _stories = [];
    private string _last = "0-0";

    /// <summary>What it told of each container so far, in order.</summary>
    public IReadOnlyDictionary<Guid, List<FeedLine>> Stories => _stories;

    /// <summary>How many containers have come to one of these so far.</summary>
    public int Count(params string[] statuses) => _stories.Values.Count(story => story.Exists(line => statuses.Contains(line.Status)));

    /// <summary>Reads until so many containers have come to one of these. Throws <see cref="TimeoutException"/> when they do not in time.</summary>
    public Task ReadUntilAsync(int count, params string[] statuses) =>
        ReadUntilAsync(() => Count(statuses) >= count, () => $"only {Count(statuses)} of {count} containers are {string.Join(" or ", statuses)}", Patience);

    /// <summary>Reads until it is enough. Throws <see cref="TimeoutException"/>, saying what is missing, when it is not in time.</summary>
    public async Task ReadUntilAsync(Func<bool> isEnough, Func<string> missing, TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        await using var redis = await left.ConnectAsync();
        await using var feed = await redis.OpenBlockingConnectionAsync(patience.Token);
        while (!isEnough())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Not within {within.TotalSeconds} s: {missing()}.");
            foreach (var entry in await feed.StreamReadAsync("container_events", _last, 500, TimeSpan.FromSeconds(1), CancellationToken.None))
                Take(entry);
        }
    }

    private void Take(StreamEntry entry)
    {
        _last = entry.Id;
        if (entry["event_type"].ToString() == "container.progressed")
            return;
        var id = Guid.Parse(entry["container_id"].ToString());
        if (!_stories.TryGetValue(id, out var story))
            _stories.Add(id, story = []);
        story.Add(new(entry["status"].ToString(), entry["previous"].ToString(), (int)(long)entry["version"]));
    }
}
