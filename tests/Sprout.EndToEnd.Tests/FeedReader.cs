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
    public async Task ReadUntilAsync(int count, params string[] statuses)
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var redis = await left.ConnectAsync();
        await using var feed = await redis.OpenBlockingConnectionAsync(patience.Token);
        while (Count(statuses) < count)
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Only {Count(statuses)} of {count} containers are {string.Join(" or ", statuses)} within {Patience.TotalSeconds} s.");
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
