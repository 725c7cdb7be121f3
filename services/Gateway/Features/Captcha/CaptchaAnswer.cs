using Sprout.Contracts;

namespace Sprout.Gateway.Features.Captcha;

/// <summary>An answer: <c>solutions</c> to a proof of work; <c>offset</c>, <c>input</c> and <c>track</c> to a slider.</summary>
public sealed record CaptchaAnswer
{
    /// <summary>The number that solves each puzzle, in order.</summary>
    public IReadOnlyList<long>? Solutions { get; init; }

    /// <summary>By how many pixels of the picture the piece was moved to the right.</summary>
    public int? Offset { get; init; }

    /// <summary>How it was moved. Default: <c>pointer</c>. For <c>keyboard</c> and <c>click</c> no track is sent, and a proof of work follows.</summary>
    public CaptchaInput? Input { get; init; }

    /// <summary>How the pointer moved while it dragged the piece: at most 1,500 points, oldest first.</summary>
    public IReadOnlyList<TrackPointView>? Track { get; init; }
}
