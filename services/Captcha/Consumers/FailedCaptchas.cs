using Sprout.Contracts;

namespace Sprout.Captcha.Consumers;

/// <summary>What the audit hears.</summary>
internal static class FailedCaptchas
{
    public static CaptchaFailed Of(string visitor, string addressPrefix, CaptchaRejection reason, TimeProvider time) =>
        new() { Visitor = visitor, AddressPrefix = addressPrefix, Reason = reason, At = time.GetUtcNow() };
}
