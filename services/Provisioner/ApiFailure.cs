using System.Net;
using Sprout.Kubernetes;
using Sprout.Redis;

namespace Sprout.Provisioner;

/// <summary>What an error of the Kubernetes API means for a container.</summary>
internal static class ApiFailure
{
    /// <summary>Whether trying again in a moment may help: the server is busy, broken or away, or its namespace is still being made.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        KubernetesException refused => !IsPermanent(refused) && !IsQuotaFull(refused),
        HttpRequestException or TimeoutException or IOException or RedisException => true,
        _ => false,
    };

    /// <summary>Whether it is the cluster's: its answer, or that it gives none.</summary>
    public static bool IsOfCluster(Exception exception) => exception is KubernetesException or HttpRequestException or TimeoutException or IOException;

    /// <summary>Whether the same call can never succeed: the object is invalid, or may not be made.</summary>
    public static bool IsPermanent(KubernetesException exception) =>
        exception.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.RequestEntityTooLarge
            or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotImplemented
        && !IsNamespaceInBetween(exception)
        && !IsQuotaFull(exception);

    /// <summary>Whether the namespace's quota has no room: it has as soon as another container is gone.</summary>
    public static bool IsQuotaFull(Exception exception) => Says(exception, "exceeded quota");

    /// <summary>
    /// Whether the namespace is on its way: one that is being deleted answers 403 until it is gone and can be made anew; one that was just made refuses
    /// pods until its service account has been made ("error looking up service account", "no API token found for service account"); and a quota that
    /// was just applied refuses them while it has not been counted ("status unknown for quota").
    /// </summary>
    public static bool IsNamespaceInBetween(KubernetesException exception) => IsNamespaceLeaving(exception) || IsNamespaceNew(exception);

    /// <summary>Whether the namespace is being deleted.</summary>
    public static bool IsNamespaceLeaving(KubernetesException exception) => Says(exception, "is being terminated");

    /// <summary>What is wrong, without what differs from one container to the next.</summary>
    public static string CauseOf(Exception exception) => exception is KubernetesException refused
        ? $"{(int)refused.StatusCode} {refused.Status.Reason} {ApiRefusal.TextOf(refused)}"
        : exception.GetType().Name;

    private static bool IsNamespaceNew(KubernetesException exception) => Says(exception, "service account") || Says(exception, "status unknown for quota");

    private static bool Says(Exception exception, string words) =>
        exception is KubernetesException { StatusCode: HttpStatusCode.Forbidden, Status.Message: { } message } && message.Contains(words, StringComparison.Ordinal);
}
