namespace Sprout.Gateway.Features.Options;

/// <summary>How long a container may live, in seconds.</summary>
/// <param name="Default">When a request does not say.</param>
/// <param name="Minimum">The shortest that may be asked for.</param>
/// <param name="Maximum">The longest that may be asked for.</param>
/// <param name="MaximumInAll">The longest that a container may live, however often it is extended.</param>
public sealed record TtlOptionsView(int Default, int Minimum, int Maximum, int MaximumInAll);
