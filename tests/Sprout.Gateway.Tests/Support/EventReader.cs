using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Sprout.Gateway.Tests.Support;

/// <summary>A client of the event stream, which reads as browsers do.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly SseParser<string> _parser;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _parser = SseParser.Create(stream);
        _events = _parser.EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    public HttpResponseMessage Response => _response;

    /// <summary>What a client that loses the connection now would resume from.</summary>
    public string LastEventId => _parser.LastEventId;

    /// <summary>Connects and returns once the stream has begun: what happens from then on comes.</summary>
    public static async Task<EventReader> ConnectAsync(HttpClient client, string? lastEventId = null, string path = "/events")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return new(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next event; fails the test when the stream ends.</summary>
    public async Task<SseItem<string>> NextAsync()
    {
        (await _events.MoveNextAsync()).ShouldBeTrue("The stream has ended.");
        return _events.Current;
    }

    /// <summary>The next event's data, which must be a change of state.</summary>
    public async Task<JsonObject> NextChangeAsync()
    {
        var item = await NextAsync();
        item.EventType.ShouldBe("container.state_changed");
        return JsonNode.Parse(item.Data)!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        try
        {
            await _events.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // A read was under way; the response's end has ended it.
            return;
        }
    }
}
