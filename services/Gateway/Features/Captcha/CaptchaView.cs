using System.Text.Json.Serialization;
using Sprout.Contracts;

namespace Sprout.Gateway.Features.Captcha;

/// <summary>A captcha, or the next stage of one.</summary>
public sealed record CaptchaView
{
    /// <summary>A secret; what the answer is sent with.</summary>
    public required string CaptchaToken { get; init; }

    /// <summary>What is to be solved.</summary>
    public required CaptchaKind Kind { get; init; }

    /// <summary>For how many seconds it may be answered.</summary>
    public required int ExpiresIn { get; init; }

    /// <summary>The puzzles of a proof of work.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProofOfWorkView? ProofOfWork { get; init; }

    /// <summary>A slider's picture of many figures: PNG in base64.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Image { get; init; }

    /// <summary>A slider's piece, as high as the picture and at its left edge to begin with; it shows a figure, and belongs where its middle is over that figure in the picture. PNG with transparency in base64.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Piece { get; init; }

    /// <summary>The picture's width in pixels, which are the unit of <c>offset</c> however large it is shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Width { get; init; }

    /// <summary>The picture's height in pixels, and the piece's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Height { get; init; }

    /// <summary>The piece's width in pixels.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PieceWidth { get; init; }

    internal static CaptchaView Of(CaptchaChallenge challenge, DateTimeOffset now) => new()
    {
        CaptchaToken = challenge.Token,
        Kind = challenge.Kind,
        ExpiresIn = SecondsUntil(challenge.ExpiresAt, now),
        ProofOfWork = ProofOfWorkView.Of(challenge.ProofOfWork),
        Image = challenge.Slider?.Image,
        Piece = challenge.Slider?.Piece,
        Width = challenge.Slider?.Width,
        Height = challenge.Slider?.Height,
        PieceWidth = challenge.Slider?.PieceWidth,
    };

    internal static int SecondsUntil(DateTimeOffset end, DateTimeOffset now) => Math.Max(0, (int)(end - now).TotalSeconds);
}
