using MassTransit;

namespace Sprout.Provisioner.Consumers;

/// <summary>How calls to a cluster are tried again: soon and apart from each other, then later, then by the lifecycle's sweep.</summary>
internal static class ClusterRetries
{
    // An API server under load sheds calls for seconds (429) and is replaced in tens of seconds; beyond that the sweep asks again anyway.
    private static readonly TimeSpan[] Redeliveries = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30)];

    public static void Configure(IReceiveEndpointConfigurator endpoint)
    {
        // Calls wait for the API server, not for a processor. What it admits at a time is its own limit (429).
        endpoint.ConcurrentMessageLimit = 32;
        endpoint.UseDelayedRedelivery(retry =>
        {
            retry.Handle<Exception>(ApiFailure.IsTransient);
            retry.Intervals(Redeliveries);
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(ApiFailure.IsTransient);
            retry.Exponential(4, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(100));
        });
    }
}
