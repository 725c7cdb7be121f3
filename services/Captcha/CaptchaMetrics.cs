using System.Diagnostics.Metrics;
using System.Text.Json;
using Sprout.Contracts;

namespace Sprout.Captcha;

/// <summary>The meter <c>Sprout.Captcha</c>.</summary>
internal static class CaptchaMetrics
{
    public const string MeterName = "Sprout.Captcha";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Outcomes = Meter.CreateCounter<long>(
        "sprout.captcha.outcomes", "{request}", "Captchas by step (issue, answer, redeem) and outcome: passed, or the reason of the rejection.");

    /// <summary>Tells of every step and outcome that there has been none.</summary>
    public static void Begin()
    {
        Add(0, "issue", rejection: null);
        foreach (var step in (string[])["answer", "redeem"])
        {
            foreach (var rejection in Enum.GetValues<CaptchaRejection>().Cast<CaptchaRejection?>().Append(null))
                Add(0, step, rejection);
        }
    }

    /// <summary>Notes what became of a request; null for one that was granted.</summary>
    public static void Count(string step, CaptchaRejection? rejection) => Add(1, step, rejection);

    private static void Add(int count, string step, CaptchaRejection? rejection) => Outcomes.Add(
        count, new("step", step), new("outcome", rejection is { } reason ? JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()) : "passed"));
}
