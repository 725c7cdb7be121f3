namespace Sprout.CaptchaAttackers.Bots;

/// <summary>A script that knows the gap, by whatever means, and makes up a track to it.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Drag">Its drag: to a target, in pixels, with a person's drag to (nearly) the same target at hand, which the server has seen and accepted.</param>
public sealed record Bot(string Name, Func<int, Drag, Random, Drag> Drag)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
