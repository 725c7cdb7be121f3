namespace Sprout.Kubernetes.Http;

/// <summary>What must hold for a deletion.</summary>
internal sealed record DeletePreconditions(string? Uid, string? ResourceVersion);
