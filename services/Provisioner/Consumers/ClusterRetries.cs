using MassTransit;

namespace Sprout.Provisioner.Consumers;

/// <summary>
/// How calls to a cluster are tried again: at once, a few times, apart from each other. What still fails is told and settled: the lifecycle's
/// deadlines ask for it again, less and less often. A redelivery here as well would multiply the messages for as long as the cluster is away, and a
/// dead letter would be one of many that nobody needs.
/// </summary>
internal static class ClusterRetries
{
    private const int Retries = 3;

    /// <summary>Whether this was the last attempt for now.</summary>
    public static bool AreUsedUp(ConsumeContext context) => context.GetRetryAttempt() >= Retries;

    public static void Configure(IReceiveEndpointConfigurator endpoint)
    {
        // Calls wait for the API server, not for a processor. What it admits at a time is its own limit (429).
        endpoint.ConcurrentMessageLimit = 32;
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(ApiFailure.IsTransient);
            retry.Exponential(Retries, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(100));
        });
    }
}
