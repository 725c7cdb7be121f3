namespace Sprout.Kubernetes.Models;

/// <summary>A check that the node makes of a container.</summary>
public sealed record V1Probe
{
    /// <summary>Succeeds when the port accepts.</summary>
    public V1TcpSocketAction? TcpSocket { get; init; }

    /// <summary>Succeeds with a status of 200–399.</summary>
    public V1HttpGetAction? HttpGet { get; init; }

    /// <summary>Succeeds when the command exits with 0.</summary>
    public V1ExecAction? Exec { get; init; }

    /// <summary>Before the first try; 0 where unset.</summary>
    public int? InitialDelaySeconds { get; init; }

    /// <summary>Between tries; 10 where unset.</summary>
    public int? PeriodSeconds { get; init; }

    /// <summary>For one try; 1 where unset.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Successes in a row that count; 1 where unset.</summary>
    public int? SuccessThreshold { get; init; }

    /// <summary>Failures in a row that count; 3 where unset.</summary>
    public int? FailureThreshold { get; init; }
}
