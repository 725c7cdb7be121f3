using Sprout.Contracts;

namespace Sprout.Captcha.Pictures;

/// <summary>A picture, and what nobody outside may know.</summary>
/// <param name="Puzzle">What is shown.</param>
/// <param name="Gap">By how many pixels the piece must be moved to be in its gap.</param>
internal sealed record Picture(SliderPuzzle Puzzle, int Gap);
