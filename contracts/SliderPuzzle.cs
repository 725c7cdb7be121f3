namespace Sprout.Contracts;

/// <summary>A picture of many figures, and a piece that shows which is meant; the piece is in its gap when its middle is over that figure.</summary>
public sealed record SliderPuzzle
{
    /// <summary>The picture: PNG in base64.</summary>
    public required string Image { get; init; }

    /// <summary>The piece, as high as the picture: PNG with transparency in base64.</summary>
    public required string Piece { get; init; }

    /// <summary>The picture's width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The picture's height, and the piece's, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The piece's width in pixels.</summary>
    public required int PieceWidth { get; init; }
}
