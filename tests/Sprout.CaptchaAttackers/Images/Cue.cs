namespace Sprout.CaptchaAttackers.Images;

/// <summary>One thing that may give the gap away, and how much it speaks for each offset: the most is the guess.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Score">A number per offset.</param>
internal sealed record Cue(string Name, Func<Scene, double[]> Score);
