namespace Sprout.Kubernetes.Http;

/// <summary><c>DeleteOptions</c> as the API wants them.</summary>
internal sealed record DeleteBody(string ApiVersion, string Kind, int? GracePeriodSeconds, string? PropagationPolicy, DeletePreconditions? Preconditions)
{
    public static DeleteBody From(DeleteOptions options) =>
        new(
            "v1",
            "DeleteOptions",
            options.GracePeriodSeconds,
            options.Propagation?.ToString(),
            options is { PreconditionUid: null, PreconditionResourceVersion: null } ? null : new DeletePreconditions(options.PreconditionUid, options.PreconditionResourceVersion));
}
