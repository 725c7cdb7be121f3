namespace Sprout.Contracts;

/// <summary>Names of the queues to which commands are sent.</summary>
public static class Queues
{
    /// <summary>Takes <see cref="Contracts.ProvisionPod"/>; the scaler of the provisioner watches it.</summary>
    public const string ProvisionPod = "provision-pod";

    /// <summary>Takes <see cref="Contracts.DeletePod"/>.</summary>
    public const string DeletePod = "delete-pod";
}
