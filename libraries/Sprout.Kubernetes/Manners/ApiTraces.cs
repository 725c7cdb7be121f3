using System.Diagnostics;
using System.Globalization;

namespace Sprout.Kubernetes.Manners;

/// <summary>The source <c>Sprout.Kubernetes</c>: a span for each call, with the wait for its turn and its repeats in it; the framework's own spans below say what HTTP did.</summary>
internal static class ApiTraces
{
    public const string SourceName = "Sprout.Kubernetes";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Null where nobody listens.</summary>
    public static Activity? Begin(ApiCall call)
    {
        if (!Source.HasListeners() || Source.StartActivity($"{call.Verb} {call.Resource}", ActivityKind.Client) is not { } activity)
            return null;
        activity.SetTag("sprout.kubernetes.verb", call.Verb);
        activity.SetTag("sprout.kubernetes.resource", call.Resource);
        return activity;
    }

    /// <summary>Notes why it failed.</summary>
    public static void Fail(this Activity? activity, Exception exception)
    {
        if (activity is null)
            return;
        activity.SetTag("error.type", exception is KubernetesException refusal ? ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture) : exception.GetType().FullName);
        activity.SetStatus(ActivityStatusCode.Error, exception.Message);
    }
}
