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

    /// <summary>Notes what became of a request; null for one that was granted.</summary>
    public static void Count(string step, CaptchaRejection? rejection) => Outcomes.Add(
        1, new("step", step), new("outcome", rejection is { } reason ? JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()) : "passed"));
}
