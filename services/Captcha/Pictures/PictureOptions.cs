namespace Sprout.Captcha.Pictures;

/// <summary>Configuration section <c>Captcha:Picture</c>.</summary>
public sealed record PictureOptions
{
    /// <summary>The picture's width in pixels.</summary>
    public int Width { get; init; } = 400;

    /// <summary>The picture's height in pixels.</summary>
    public int Height { get; init; } = 184;

    /// <summary>How many pixels the piece may be beside its gap, either way.</summary>
    public int Tolerance { get; init; } = 3;

    internal void Check()
    {
        if (Width is < 240 or > 800 || Height is < 140 or > 400 || Tolerance is < 0 or > 5)
            throw new InvalidOperationException("Captcha:Picture: Width must be 240–800, Height 140–400, Tolerance 0–5.");
    }
}
