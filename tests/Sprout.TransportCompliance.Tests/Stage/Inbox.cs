using MassTransit;

namespace Sprout.TransportCompliance.Tests.Stage;

/// <summary>An endpoint that takes one message after the other and remembers them.</summary>
public sealed class Inbox<T>(string queue)
    where T : class
{
    private readonly Record<Letter<T>> _letters = new();
    private readonly Record<Guid> _curtains = new();

    public string Queue { get; } = queue;

    public Uri Address => new($"queue:{Queue}");

    /// <summary>Those that came so far.</summary>
    public IReadOnlyList<Letter<T>> Now => _letters.Now;

    /// <summary>Adds the endpoint to the bus.</summary>
    public void Open(IReceiveConfigurator bus, Action<IReceiveEndpointConfigurator>? more = null) => bus.ReceiveEndpoint(Queue, endpoint => Open(endpoint, more));

    public void Open(IReceiveEndpointConfigurator endpoint, Action<IReceiveEndpointConfigurator>? more = null)
    {
        endpoint.PrefetchCount = 1;
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.ConfigureMessageTopology<Curtain>(false);
        more?.Invoke(endpoint);
        endpoint.Handler<T>(Hear);
        endpoint.Handler<Curtain>(Fall);
    }

    /// <summary>For an endpoint that has more to do than to remember.</summary>
    public Task Hear(ConsumeContext<T> context) => _letters.Note(context.Letter());

    public Task<Letter<T>> FirstAsync() => _letters.FirstAsync();

    public Task<IReadOnlyList<Letter<T>>> AtLeastAsync(int count) => _letters.AtLeastAsync(count);

    /// <summary>All that were in the queue before this call. One message is taken after the other, so what comes before the curtain has come by then.</summary>
    public async Task<IReadOnlyList<Letter<T>>> AllAsync(ISendEndpointProvider bus)
    {
        var before = _curtains.Now.Count;
        await (await bus.GetSendEndpoint(Address)).Send(new Curtain(Guid.NewGuid()));
        await _curtains.AtLeastAsync(before + 1);
        return Now;
    }

    private Task Fall(ConsumeContext<Curtain> context) => _curtains.Note(context.Message.Id);
}
