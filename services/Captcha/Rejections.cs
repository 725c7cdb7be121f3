using Sprout.Contracts;

namespace Sprout.Captcha;

/// <summary>What rejections mean, and what follows from them.</summary>
internal static class Rejections
{
    /// <summary>In one sentence, for people.</summary>
    public static string Describe(CaptchaRejection rejection) => rejection switch
    {
        CaptchaRejection.Unknown => "There is no such captcha.",
        CaptchaRejection.Expired => "The captcha has expired.",
        CaptchaRejection.WrongSolution => "The solution of a puzzle is wrong.",
        CaptchaRejection.WrongOffset => "The piece is not where it belongs, or was not moved there as a hand moves it.",
        CaptchaRejection.OtherVisitor => "The captcha was issued to another visitor, or to another network.",
        CaptchaRejection.OtherPurpose => "The captcha was issued for something else.",
        CaptchaRejection.NotSolved => "The captcha has not been solved.",
        _ => "The captcha has been used.",
    };

    /// <summary>What the answer says: whoever trains a program on answers is not told which of offset and track was wrong. The audit is.</summary>
    public static CaptchaRejection Told(CaptchaRejection rejection) => rejection == CaptchaRejection.UnlikelyTrack ? CaptchaRejection.WrongOffset : rejection;

    /// <summary>Whether it goes to the audit. Whoever is late has done nothing wrong, and what was never issued is anybody's garbage.</summary>
    public static bool IsFailure(CaptchaRejection rejection) => rejection is not (CaptchaRejection.Unknown or CaptchaRejection.Expired);

    /// <summary>Whether the next challenge is to be harder: it was an attempt, and a wrong one.</summary>
    public static bool IsSuspicious(CaptchaRejection rejection) =>
        rejection is CaptchaRejection.WrongSolution or CaptchaRejection.WrongOffset or CaptchaRejection.UnlikelyTrack or CaptchaRejection.OtherVisitor;
}
