using System.Net;
using System.Text.RegularExpressions;
using Sprout.Contracts;
using Sprout.Kubernetes;

namespace Sprout.Provisioner;

/// <summary>
/// The words for what is waited for: the cluster is full, or it cannot do what it is asked just now. Addresses and names of servers stay in the log;
/// strangers read this.
/// </summary>
internal static partial class ApiObstacle
{
    public static ContainerFailure Describe(Exception exception) => exception switch
    {
        KubernetesException full when ApiFailure.IsQuotaFull(full) => Make(
            FailureReason.ClusterQuotaExceeded,
            $"The cluster has no room for another container: {ApiRefusal.TextOf(full)}.",
            "Delete a container that is no longer needed, or try again later."),
        KubernetesException leaving when ApiFailure.IsNamespaceLeaving(leaving) => Make(
            "The cluster's namespace for containers is being deleted.",
            "Try again in a few minutes: it is made again once it is gone. If this goes on, tell the operator: something keeps it from going."),
        KubernetesException setup when ApiFailure.IsNamespaceInBetween(setup) => Make(
            "The cluster's namespace for containers is still being set up.",
            "Try again in a minute."),
        KubernetesException { StatusCode: HttpStatusCode.NotFound, Status.Message: { } message } when message.StartsWith("namespaces ", StringComparison.Ordinal) => Make(
            "The cluster's namespace for containers does not exist.",
            "Tell the operator: it must be made, or Kubernetes:CreateNamespace switched on."),
        KubernetesException { StatusCode: HttpStatusCode.Unauthorized } => Make(
            "The cluster does not accept Sprout's credentials.",
            "Tell the operator: the service account's token or the client certificate is not valid any more."),
        KubernetesException { StatusCode: HttpStatusCode.TooManyRequests } => Make(
            "The cluster's API server has too much to do.",
            "Try again later. If this goes on, tell the operator."),
        KubernetesException { Status.Message: { } message } when Webhook().Match(message) is { Success: true } webhook => Make(
            $"A webhook that the cluster asks before it takes a container does not answer: {webhook.Groups["name"].Value}.",
            "Try again later. If this goes on, tell the operator: that webhook is down, or its certificate is not trusted."),
        KubernetesException { StatusCode: HttpStatusCode.Conflict } => Make(
            "What is left of the container's earlier objects is in the way.",
            "Try again later. If this goes on, tell the operator."),
        KubernetesException other => Make(
            $"The cluster's API server answers with errors ({(int)other.StatusCode}).",
            "Try again later. If this goes on, tell the operator."),
        _ => Make(
            "The cluster's API server cannot be reached.",
            "Try again later. If this goes on, tell the operator."),
    };

    private static ContainerFailure Make(string message, string hint) => Make(FailureReason.ClusterUnavailable, message, hint);

    private static ContainerFailure Make(FailureReason reason, string message, string hint) =>
        new() { Phase = FailurePhase.Applying, Reason = reason, Message = message, Hint = hint };

    // k8s.io/apiserver, plugin/webhook: "failed calling webhook \"name\": …" where failurePolicy is Fail.
    [GeneratedRegex("failed calling webhook \"(?<name>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Webhook();
}
