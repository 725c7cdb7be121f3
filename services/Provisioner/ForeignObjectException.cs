using Sprout.Contracts;

namespace Sprout.Provisioner;

/// <summary>What has the container's name in the cluster is another installation's: it is neither changed nor deleted.</summary>
public sealed class ForeignObjectException : Exception
{
    /// <summary>Takes what it is, such as <c>pod</c>.</summary>
    public ForeignObjectException(string what)
        : base($"A {what} of another installation has this container's name.") =>
        What = what;

    private string What { get; }

    /// <summary>What the container fails with.</summary>
    internal ContainerFailure Describe() => new()
    {
        Phase = FailurePhase.Applying,
        Reason = FailureReason.Rejected,
        Message = $"A {What} with this container's name is in the cluster already, and belongs to another installation of Sprout.",
        Hint = "Create the container again, with another Idempotency-Key. If this goes on, tell the operator: give each installation a namespace of its own.",
    };
}
