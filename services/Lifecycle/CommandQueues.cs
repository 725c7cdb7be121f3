using Sprout.Contracts;

namespace Sprout.Lifecycle;

/// <summary>The addresses of the queues to which the lifecycle sends commands.</summary>
internal static class CommandQueues
{
    public static readonly Uri ProvisionPod = new("queue:" + Queues.ProvisionPod);

    public static readonly Uri DeletePod = new("queue:" + Queues.DeletePod);
}
