namespace Sprout.CaptchaAttackers.Images;

/// <summary>A pixel of a piece's outline, and the direction out of the piece there.</summary>
internal readonly record struct OutlinePoint(int X, int Y, float OutX, float OutY);
