using MassTransit;

namespace Sprout.Provisioner.Consumers;

/// <summary>
/// How calls to a cluster are tried again: at once, a few times, apart from each other. What still fails is asked for again by the lifecycle's
/// deadlines, less and less often; a redelivery here as well would multiply the messages for as long as the cluster is away.
/// </summary>
internal static class ClusterRetries
{
    public static void Configure(IReceiveEndpointConfigurator endpoint)
    {
        // Calls wait for the API server, not for a processor. What it admits at a time is its own limit (429).
        endpoint.ConcurrentMessageLimit = 32;
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(ApiFailure.IsTransient);
            retry.Exponential(3, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(100));
        });
    }
}
