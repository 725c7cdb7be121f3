namespace Sprout.State;

/// <summary>The states as they are stored.</summary>
public static class ContainerStates
{
    /// <summary>Stored, pod on the way.</summary>
    public const string Pending = nameof(Pending);

    /// <summary>Pod ready.</summary>
    public const string Running = nameof(Running);

    /// <summary>Broken; the pod is removed, the record stays.</summary>
    public const string Failed = nameof(Failed);

    /// <summary>Pod on its way out.</summary>
    public const string Deleting = nameof(Deleting);

    /// <summary>Nothing left but the record.</summary>
    public const string Deleted = nameof(Deleted);

    /// <summary>As outsiders see it: lower case.</summary>
#pragma warning disable CA1308 // The public form is lower case.
    public static string Public(string state) => state.ToLowerInvariant();
#pragma warning restore CA1308
}
