namespace Sprout.State;

/// <summary>Configuration section <c>Quota</c>: how many containers at a time.</summary>
public sealed record QuotaOptions
{
    /// <summary>For each visitor.</summary>
    public int PerOwner { get; init; } = 3;

    /// <summary>For all visitors of one network address (an IPv4 address, an IPv6 /64), since a dropped cookie makes a new visitor; null for as many as each may have.</summary>
    public int? PerAddress { get; init; }

    /// <summary>For each owner of a service key; null for no limit.</summary>
    public int? PerServiceOwner { get; init; }

    /// <summary>For the whole installation; null for no limit.</summary>
    public int? Total { get; init; }

    /// <summary>How long a slot is kept for a request that has not been answered: longer than any answer takes.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The scope in which everything counts.</summary>
    public const string TotalScope = "total";

    private const string OwnerPrefix = "owner:";

    private const string AddressPrefix = "address:";

    private const string ServicePrefix = "service:";

    /// <summary>The scope of a visitor.</summary>
    public static string OwnerScope(string owner) => OwnerPrefix + owner;

    /// <summary>The scope of the visitors of a network, such as <c>203.0.113.7/32</c>.</summary>
    public static string AddressScope(string network) => AddressPrefix + network;

    /// <summary>The scope of a service key's owner.</summary>
    public static string ServiceScope(string owner) => ServicePrefix + owner;

    /// <summary>Whether a scope is that of a network.</summary>
    public static bool IsAddressScope(string scope) => scope.StartsWith(AddressPrefix, StringComparison.Ordinal);

    /// <summary>What kind of scope it is: <c>owner</c>, <c>address</c>, <c>service</c> or <c>total</c>.</summary>
    internal static string KindOf(string scope) =>
        scope == TotalScope ? TotalScope
        : scope.StartsWith(ServicePrefix, StringComparison.Ordinal) ? "service"
        : IsAddressScope(scope) ? "address"
        : "owner";

    /// <summary>The slots of a scope; null for no limit. A scope of an unknown kind counts as a visitor's.</summary>
    public int? LimitOf(string scope) =>
        scope == TotalScope ? Total
        : scope.StartsWith(ServicePrefix, StringComparison.Ordinal) ? PerServiceOwner
        : IsAddressScope(scope) ? PerAddress ?? PerOwner
        : PerOwner;
}
