namespace Sprout.Kubernetes.Http;

/// <summary><c>DeleteOptions</c> as the API wants them.</summary>
internal sealed record DeleteBody(int? GracePeriodSeconds, string? PropagationPolicy, DeletePreconditions? Preconditions)
{
    public string ApiVersion { get; } = "v1";

    public string Kind { get; } = "DeleteOptions";

    public static DeleteBody From(DeleteOptions options) =>
        new(
            options.GracePeriodSeconds,
            options.Propagation?.ToString(),
            options is { PreconditionUid: null, PreconditionResourceVersion: null } ? null : new DeletePreconditions(options.PreconditionUid, options.PreconditionResourceVersion));
}
