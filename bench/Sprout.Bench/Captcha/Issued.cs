using Sprout.Contracts;

namespace Sprout.Bench.Captcha;

/// <summary>A picture that somebody was given, and what they were not.</summary>
internal sealed record Issued(string Token, string Visitor, SliderPuzzle Puzzle, int Gap);
