using Microsoft.AspNetCore.Http;

namespace Sprout.Gateway.Http;

/// <summary>Paths as they may be told.</summary>
internal static class RequestPaths
{
    private const string CaptchaAnswers = "/captcha/verify";

    /// <summary>The path that was asked for, without the token that some have in them: problems end in logs.</summary>
    public static string Tellable(HttpRequest request) =>
        request.PathBase.Add(request.Path.StartsWithSegments(CaptchaAnswers, StringComparison.OrdinalIgnoreCase, out var secret) && secret.HasValue ? CaptchaAnswers + "/-" : request.Path).ToUriComponent();
}
