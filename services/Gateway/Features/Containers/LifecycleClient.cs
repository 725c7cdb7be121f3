using MassTransit;
using Sprout.Contracts;

namespace Sprout.Gateway.Features.Containers;

/// <summary>Asks the lifecycle service. Throws <see cref="RequestException"/> when no answer comes in time.</summary>
internal sealed class LifecycleClient<TRequest>
    where TRequest : class
{
    private readonly IRequestClient<TRequest> _client;
    private readonly GatewayOptions _options;

    public LifecycleClient(IRequestClient<TRequest> client, GatewayOptions options)
    {
        _client = client;
        _options = options;
    }

    /// <summary>Exactly one of the two.</summary>
    public async Task<(ContainerAccepted? Accepted, ContainerRefused? Refused)> AskAsync(TRequest request, CancellationToken cancellationToken)
    {
        var answer = await _client.GetResponse<ContainerAccepted, ContainerRefused>(request, cancellationToken, RequestTimeout.After(ms: (int)_options.RequestTimeout.TotalMilliseconds));
        return answer.Is(out Response<ContainerAccepted>? accepted) ? (accepted.Message, null)
            : answer.Is(out Response<ContainerRefused>? refused) ? (null, refused.Message)
            : throw new RequestException($"{typeof(TRequest).Name} got an answer of an unknown kind.");
    }
}
