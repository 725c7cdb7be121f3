namespace Sprout.ClusterSimulator.Kinds;

/// <summary>Which of Kubernetes' naming rules an object's name must follow.</summary>
internal enum NameRule
{
    /// <summary>RFC 1123 subdomain, up to 253 characters.</summary>
    Subdomain,

    /// <summary>RFC 1123 label, up to 63 characters.</summary>
    Label,

    /// <summary>RFC 1035 label (begins with a letter), up to 63 characters.</summary>
    Label1035,
}
