namespace Sprout.Local.Separate;

/// <summary>One of the processes; who takes its place after its death has the same number.</summary>
/// <param name="Kind">Which service.</param>
/// <param name="Number">Which of them, from 1.</param>
public sealed record ServiceInstance(ServiceKind Kind, int Number)
{
    /// <summary>Which of all processes, from 0.</summary>
    public int Index { get; init; }

    /// <summary>Such as <c>gateway-1</c>.</summary>
    public string Name => $"{Kind}-{Number}".ToLowerInvariant();
}
