namespace Sprout.State;

/// <summary>Configuration section <c>Quota</c>: how many containers at a time.</summary>
public sealed record QuotaOptions
{
    /// <summary>For each visitor.</summary>
    public int PerOwner { get; init; } = 3;

    /// <summary>For each owner of a service key; null for no limit.</summary>
    public int? PerServiceOwner { get; init; }

    /// <summary>For the whole installation; null for no limit.</summary>
    public int? Total { get; init; }

    /// <summary>How long a slot is kept for a request that has not been answered: longer than any answer takes.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The scope in which everything counts.</summary>
    public const string TotalScope = "total";

    /// <summary>The scope of a visitor.</summary>
    public static string OwnerScope(string owner) => "owner:" + owner;

    /// <summary>The scope of a service key's owner.</summary>
    public static string ServiceScope(string owner) => "service:" + owner;

    /// <summary>The slots of a scope; null for no limit. A scope of an unknown kind counts as a visitor's.</summary>
    public int? LimitOf(string scope) =>
        scope == TotalScope ? Total : scope.StartsWith("service:", StringComparison.Ordinal) ? PerServiceOwner : PerOwner;
}
