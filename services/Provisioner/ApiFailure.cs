using System.Net;
using Sprout.Contracts;
using Sprout.Kubernetes;
using Sprout.Redis;

namespace Sprout.Provisioner;

/// <summary>What an error of the Kubernetes API means for a container.</summary>
internal static class ApiFailure
{
    /// <summary>Whether trying again may help: the server is busy, broken or away, or its namespace is still being made.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        KubernetesException refused => !IsPermanent(refused),
        HttpRequestException or TimeoutException or IOException or RedisException => true,
        _ => false,
    };

    /// <summary>Whether the same call can never succeed: the object is invalid, or may not be made.</summary>
    public static bool IsPermanent(KubernetesException exception) =>
        exception.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed
            or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotImplemented
        && !IsNamespaceInBetween(exception);

    /// <summary>The failure to show for a permanent error.</summary>
    public static ContainerFailure Describe(KubernetesException exception)
    {
        var message = exception.Status.Message ?? exception.Message;
        if (exception.StatusCode == HttpStatusCode.Forbidden && message.Contains("exceeded quota", StringComparison.Ordinal))
        {
            return new()
            {
                Phase = FailurePhase.Applying,
                Reason = FailureReason.ClusterQuotaExceeded,
                Message = message,
                Hint = "The cluster is full. Delete a container that is no longer needed, or try again later.",
            };
        }

        return new()
        {
            Phase = FailurePhase.Applying,
            Reason = FailureReason.Rejected,
            Message = message,
            Hint = exception.StatusCode == HttpStatusCode.Forbidden
                ? "The cluster does not let Sprout do this. Tell the operator: the service account's role or an admission policy is in the way."
                : "The cluster did not accept this container's settings. Check image, port and environment, and create it again.",
        };
    }

    // A namespace that is being deleted answers 403 until it is gone and can be made anew; one that was just made refuses pods until its
    // service account has been made ("error looking up service account", "no API token found for service account"); and a quota that was just
    // applied refuses them while it has not been counted ("status unknown for quota").
    private static bool IsNamespaceInBetween(KubernetesException exception) =>
        exception.StatusCode == HttpStatusCode.Forbidden
        && exception.Status.Message is { } message
        && (message.Contains("is being terminated", StringComparison.Ordinal)
            || message.Contains("service account", StringComparison.Ordinal)
            || message.Contains("status unknown for quota", StringComparison.Ordinal));
}
