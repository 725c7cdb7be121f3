using System.Text.Json.Serialization;

namespace Sprout.Contracts;

/// <summary>Why an answer to a captcha was rejected, or its token refused: a closed list.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaptchaRejection>))]
public enum CaptchaRejection
{
    /// <summary>There is no such challenge: it was never issued, has expired, or was forgotten.</summary>
    Unknown,

    /// <summary>It was answered, or used, too late.</summary>
    Expired,

    /// <summary>A puzzle's solution is wrong.</summary>
    WrongSolution,

    /// <summary>The piece is not where it belongs. Answers say so of <see cref="UnlikelyTrack"/> too.</summary>
    WrongOffset,

    /// <summary>The piece moved as no hand moves it. Told to the audit alone.</summary>
    UnlikelyTrack,

    /// <summary>It was issued to somebody else, or to another network.</summary>
    OtherVisitor,

    /// <summary>It was issued for something else.</summary>
    OtherPurpose,

    /// <summary>It has not been solved.</summary>
    NotSolved,

    /// <summary>It was used for another operation, or answered before.</summary>
    AlreadyUsed,
}
