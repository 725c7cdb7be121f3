namespace Sprout.Gateway.Features.Captcha;

/// <summary>Where the pointer was.</summary>
/// <param name="X">Pixels of the picture to the right of where the drag began.</param>
/// <param name="Y">Pixels below it.</param>
/// <param name="T">Milliseconds since the drag began.</param>
public sealed record TrackPointView(int X, int Y, int T);
