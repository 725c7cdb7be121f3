using System.Net;
using System.Text.RegularExpressions;
using Sprout.Contracts;
using Sprout.Kubernetes;

namespace Sprout.Provisioner;

/// <summary>The words for what the Kubernetes API refuses for good: who refused it, in its own words, and who can do something about it.</summary>
internal static partial class ApiRefusal
{
    private const string RuleOfCluster = "A rule of the cluster does not allow this container";
    private const string AsTheRuleSays = "The rule's own words say what it wants. Change the image or the settings, or ask the operator to allow it.";
    private const string CheckSettings = "Check image, port and environment, and create the container again.";

    // By what the message says: the API server has one status for most of them.
    private static readonly (string Says, string Message, string Hint)[] Known =
    [
        ("denied the request", RuleOfCluster, AsTheRuleSays), // a webhook
        ("denied request", RuleOfCluster, AsTheRuleSays), // a ValidatingAdmissionPolicy
        ("violates PodSecurity", "The cluster's Pod Security level does not allow this container",
            "Tell the operator: the namespace enforces a stricter level than Sprout makes pods for. Workload:Profile and the namespace's label must agree."),
        ("usage per", "The cluster's limits do not allow this container",
            "Tell the operator: Workload's requests and limits do not fit the namespace's LimitRange."),
        ("failed quota", "The cluster's quota does not allow this container",
            "Tell the operator: a quota of the namespace wants something that Sprout's pods do not say."),
        ("cannot ", "Sprout may not do this in the cluster",
            "Tell the operator: the role of Sprout's service account lacks this permission."),
    ];

    // A field of the objects, and the setting that it was made from.
    private static readonly (string Field, string Hint)[] Settings =
    [
        (".image", "Check the image's name, and create the container again."),
        (".env", "Check the environment's names and values, and create the container again."),
        (".port", "Check the port, and create the container again."),
        ("spec.rules", "Tell the operator: Ingress:UrlTemplate makes no name that the cluster takes."),
        ("spec.ingressClassName", "Tell the operator: Ingress:ClassName is no name of an ingress class."),
        ("metadata.labels", "Check the container's name, and create it again."),
    ];

    public static ContainerFailure Describe(KubernetesException exception)
    {
        var text = TextOf(exception);
        var (_, message, hint) = Known.FirstOrDefault(known =>
            text.Contains(known.Says, StringComparison.Ordinal) && (known.Says != "cannot " || exception.StatusCode == HttpStatusCode.Forbidden));
        return new()
        {
            Phase = FailurePhase.Applying,
            Reason = FailureReason.Rejected,
            Message = $"{message ?? "The cluster does not accept this container"}: {text}.",
            Hint = hint ?? (exception.StatusCode == HttpStatusCode.Forbidden
                ? "Tell the operator: the cluster does not let Sprout do this."
                : HintByField(exception)),
        };
    }

    /// <summary>What the API server says, without the object's name, which everybody knows or nobody.</summary>
    public static string TextOf(KubernetesException exception) => Subject().Replace(exception.Status.Message ?? exception.Message, "", 1).Trim().TrimEnd('.');

    private static string HintByField(KubernetesException exception)
    {
        var fields = exception.Status.Details?.Causes?.Select(cause => cause.Field ?? "").ToList() ?? [];
        return Settings.FirstOrDefault(setting => fields.Exists(field => field.Contains(setting.Field, StringComparison.Ordinal))).Hint ?? CheckSettings;
    }

    // pods "c-…" is forbidden: …    Pod "c-…" is invalid: …
    [GeneratedRegex("^[\\w.]+ \"c-[0-9a-f-]{36}\" is (forbidden|invalid): ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Subject();
}
