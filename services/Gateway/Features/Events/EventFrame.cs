using System.Text;
using System.Text.Json;
using Sprout.Gateway.Http;
using Sprout.Redis;
using Sprout.State;

namespace Sprout.Gateway.Features.Events;

/// <summary>
/// A piece of an event stream, as it goes over the wire (WHATWG HTML, "Server-sent events"). Written here and not by
/// <c>TypedResults.ServerSentEvents</c>, which has no comments and so no way to keep a silent connection alive.
/// </summary>
/// <param name="Position">Of the feed's entry; null for what is none.</param>
/// <param name="Owner">Whose entry it is; null for what is none.</param>
/// <param name="Bytes">The text in UTF-8.</param>
internal sealed record EventFrame(StreamPosition? Position, string? Owner, ReadOnlyMemory<byte> Bytes)
{
    public const string StateChanged = "container.state_changed";

    public const string Progressed = "container.progressed";

    public const string ResyncEvent = "resync";

    private const int RetryMilliseconds = 2000;

    /// <summary>A comment, which clients ignore.</summary>
    public static EventFrame KeepAlive { get; } = Make(": keep-alive\n\n");

    /// <summary>
    /// One entry of the feed, or null for one that is not ours: the feed is open to all, and a foreign entry must not end it for everybody.
    /// </summary>
    public static EventFrame? TryRead(StreamEntry entry)
    {
        try
        {
            var feed = FeedEntry.Parse(entry);
            // JSON has no bare line breaks, which would end the data.
            var data = JsonSerializer.Serialize(ContainerEventView.Of(feed), GatewayJson.Options);
            return new(StreamPosition.Parse(entry.Id), feed.Owner, Encoding.UTF8.GetBytes($"id: {entry.Id}\nevent: {(feed.EventType == Progressed ? Progressed : StateChanged)}\ndata: {data}\n\n"));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>How a stream begins: an id without data is no event, but what a client that loses the connection now resumes from.</summary>
    public static EventFrame Opening(StreamPosition? position) => Make($"retry: {RetryMilliseconds}\n{Id(position)}\n");

    /// <summary>Tells the client that it may have missed something and should list again.</summary>
    public static EventFrame Resync(ResyncReason reason, StreamPosition? position) => Make(
        $"{Id(position)}event: {ResyncEvent}\ndata: {JsonSerializer.Serialize(new ResyncView(reason), GatewayJson.Options)}\n\n");

    private static string Id(StreamPosition? position) => position is { } known ? $"id: {known}\n" : "";

    private static EventFrame Make(string text) => new(Position: null, Owner: null, Encoding.UTF8.GetBytes(text));
}
