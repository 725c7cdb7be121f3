namespace Sprout.ClusterSimulator.Kinds;

/// <summary>One kind of object that the simulator serves, and how an API server treats it.</summary>
internal sealed record ResourceKind(string Group, string Version, string Plural, string Kind)
{
    public bool Namespaced { get; init; } = true;

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public NameRule NameRule { get; init; } = NameRule.Subdomain;

    /// <summary>Has a <c>/status</c> of its own: writes to the object leave status alone, and the other way round.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Counts <c>metadata.generation</c> up when the spec changes.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>A PUT without resourceVersion overwrites; otherwise it is refused with 422.</summary>
    public bool AllowsUnconditionalUpdate { get; init; } = true;

    /// <summary>A PUT of an absent object creates it.</summary>
    public bool CreatesOnUpdate { get; init; }

    /// <summary>DELETE answers with the object rather than with a Status.</summary>
    public bool ReturnsDeleted { get; init; }

    /// <summary><c>v1</c> or <c>networking.k8s.io/v1</c>.</summary>
    public string ApiVersion { get; } = Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary><c>pods</c> or <c>ingresses.networking.k8s.io</c>, as error messages and quotas call it.</summary>
    public string QualifiedPlural { get; } = Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    public bool Equals(ResourceKind? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
