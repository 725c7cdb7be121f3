using Microsoft.AspNetCore.Http;
using Sprout.Contracts;
using Sprout.RateLimiting;
using Sprout.State;

namespace Sprout.Gateway.Errors;

/// <summary>Every problem that the gateway answers with; docs/problems.md says them to people.</summary>
internal static class Problems
{
    // The registry of problem types common to all of HTTP (RFC 9457, 4.2).
    private const string Common = "https://iana.org/assignments/http-problem-types#";

    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public static ProblemResult Validation(IReadOnlyCollection<FieldError> errors) => new(Make(
        StatusCodes.Status400BadRequest,
        "validation",
        "The request is not valid",
        $"{string.Join(' ', errors.Select(error => $"{error.Field}: {error.Message}"))} Correct this and send it again.") with
    { Errors = errors });

    public static ProblemResult Validation(string field, string message) => Validation([new FieldError(field, message)]);

    public static ProblemResult MalformedJson(string what) => new(Make(
        StatusCodes.Status400BadRequest, "malformed-json", "The body is not JSON", $"{what} Send one JSON object, or no body at all."));

    public static ProblemResult BadRequest() => new(Make(
        StatusCodes.Status400BadRequest, "bad-request", "The request cannot be read", "The request breaks the rules of HTTP. Send it again, well-formed."));

    public static ProblemResult Unauthorized(AuthenticationFailure? refused) => new(Make(
        StatusCodes.Status401Unauthorized,
        "unauthorized",
        "A valid API key is needed",
        refused switch
        {
            null => "Send your API key in the header X-API-Key.",
            AuthenticationFailure.KeyExpired => "The key in X-API-Key has expired. Ask the operator for another.",
            AuthenticationFailure.KeyRevoked => "The key in X-API-Key was revoked. Ask the operator for another.",
            _ => "The key in X-API-Key is not known here. Check it, or ask the operator for another.",
        }));

    public static ProblemResult Forbidden() => new(Make(
        StatusCodes.Status403Forbidden, "forbidden", "The API key does not allow this", "Use a key with the scope that this needs."));

    public static ProblemResult CrossSite() => new(Make(
        StatusCodes.Status403Forbidden,
        "cross-site",
        "Another site's page may not do this",
        "The browser says that a page of another origin sent this. Send it from Sprout's own page, or from a program with a key of its own."));

    public static ProblemResult ContainerNotFound() => new(Make(
        StatusCodes.Status404NotFound,
        "not-found",
        "There is no such container",
        "None of your containers has this id. GET /containers lists them; ended ones are listed for a while only."));

    public static ProblemResult RouteNotFound() => new(Make(
        StatusCodes.Status404NotFound, "not-found", "There is nothing here", "No route has this path. GET /openapi/v1.json describes those that exist."));

    public static ProblemResult MethodNotAllowed(string allow) => new(Make(
        StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "The method is not allowed here", $"This path answers to {allow}."));

    public static ProblemResult ContainerEnded(string message) => new(Make(
        StatusCodes.Status409Conflict, "container-ended", "The container has ended", $"{message} Create a new one."));

    public static ProblemResult LogsNotStarted() => new(
        Make(
            StatusCodes.Status409Conflict,
            "logs-not-started",
            "The container has not started yet",
            "There are no logs before a container starts. Ask again later; GET /containers/{id} says what it is waiting for."),
        TimeSpan.FromSeconds(1));

    public static ProblemResult NoPreviousLogs() => new(Make(
        StatusCodes.Status404NotFound,
        "no-previous-logs",
        "There is no run before this one",
        "The container was not started a second time, or its pod has gone. Ask without previous."));

    public static ProblemResult NoLogs() => new(Make(
        StatusCodes.Status404NotFound,
        "no-logs",
        "Nothing is left of the container's logs",
        "The container has ended, and it wrote nothing, or what it wrote could not be read before it went."));

    public static ProblemResult PayloadTooLarge() => new(Make(
        StatusCodes.Status413PayloadTooLarge, "payload-too-large", "The body is too large", $"A body may have {Http.RequestBody.MaximumLength} bytes. Send less."));

    public static ProblemResult UriTooLong(int most) => new(Make(
        StatusCodes.Status414UriTooLong, "uri-too-long", "The path is too long", $"A path with its query may have {most} characters. Send less."));

    public static ProblemResult HeadersTooLarge(int most, int length) => new(Make(
        StatusCodes.Status431RequestHeaderFieldsTooLarge,
        "headers-too-large",
        "The headers are too large",
        $"A request may have {most} headers, with {length} characters together. Send fewer."));

    public static ProblemResult TooSlow() => new(Make(
        StatusCodes.Status408RequestTimeout, "too-slow", "The body came too slowly", "The rest of the body did not arrive in time. Send it again, faster."));

    public static ProblemResult UnsupportedMediaType() => new(Make(
        StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The body's type is not supported", "Send JSON, with Content-Type: application/json."));

    public static ProblemResult IdempotencyKeyReused() => new(Make(
        StatusCodes.Status422UnprocessableEntity,
        "idempotency-key-reused",
        "The idempotency key stands for another request",
        "You sent this Idempotency-Key before, with other content. Use a new key for another request."));

    public static ProblemResult IdempotencyKeyInUse(TimeSpan runsFor) => new(
        Make(
            StatusCodes.Status409Conflict,
            "idempotency-key-in-use",
            "The request is being worked on",
            "You sent this request before, with the same Idempotency-Key, and it has not been answered yet. Wait for that answer, or send this again later."),
        runsFor < RetryAfter ? runsFor : RetryAfter);

    public static ProblemResult QuotaExceeded(QuotaFull? full) => new(
        Make(
            StatusCodes.Status429TooManyRequests,
            "quota-exceeded",
            "There are too many containers",
            full is null ? "No more containers may run now. Delete one, or wait until one expires."
            : full.Scope == QuotaOptions.TotalScope ? $"This installation runs {full.Limit} containers at a time, and all are taken. Try again later."
            : QuotaOptions.IsAddressScope(full.Scope) ? $"The visitors of your network may have {full.Limit} containers at a time and have {full.Taken}. Delete one, or wait until one expires."
            : $"You may have {full.Limit} containers at a time and have {full.Taken}. Delete one, or wait until one expires.") with
        { Limit = full?.Limit, Used = full?.Taken },
        RetryAfter);

    public static ProblemResult CaptchaRequired() => new(Make(
        StatusCodes.Status400BadRequest,
        "captcha-required",
        "A captcha is to be solved first",
        "captcha_token: is needed. Ask for a captcha with POST /captcha/request, solve it, and send its token.") with
    { Errors = [new("captcha_token", "is needed.")] });

    /// <summary>An answer, or a token, that is not accepted.</summary>
    public static ProblemResult CaptchaRejected(CaptchaRejection reason, string message) => new(Make(
        StatusCodes.Status400BadRequest, "captcha-rejected", "The captcha was not accepted", $"{message} Ask for a new one with POST /captcha/request.") with
    { Reason = reason });

    /// <summary>Too many requests, by these rate limits (draft-ietf-httpapi-ratelimit-headers-11).</summary>
    public static ProblemResult RateLimited(IReadOnlyCollection<PolicyState>? exceeded)
    {
        var wait = exceeded?.Select(state => state.ResetSeconds).DefaultIfEmpty().Max() ?? 0;
        return new(
            Make(
                StatusCodes.Status429TooManyRequests,
                "quota-exceeded",
                "Request cannot be satisfied as assigned quota has been exceeded",
                $"There were too many requests from you. Send it again in {wait} seconds.") with
            { Type = Common + "quota-exceeded", ViolatedPolicies = [.. exceeded?.Select(state => state.Policy.Name) ?? []] },
            TimeSpan.FromSeconds(wait));
    }

    /// <summary>Nobody can say whether the request is within the limits (draft-ietf-httpapi-ratelimit-headers-11).</summary>
    public static ProblemResult ReducedCapacity() => new(
        Make(
            StatusCodes.Status503ServiceUnavailable,
            "temporary-reduced-capacity",
            "Request cannot be satisfied due to temporary server capacity constraints",
            "Requests cannot be counted now, so that only reading is possible. Nothing was done. Send it again after Retry-After seconds.") with
        { Type = Common + "temporary-reduced-capacity" },
        RetryAfter);

    public static ProblemResult TooManyEventStreams() => new(
        Make(
            StatusCodes.Status429TooManyRequests,
            "too-many-event-streams",
            "There are too many event streams",
            "You, or others behind your address, hold as many streams of GET /events open as may be. Close one, or use one for all."),
        TimeSpan.FromMinutes(1));

    public static ProblemResult TooManyLogStreams() => new(
        Make(
            StatusCodes.Status429TooManyRequests,
            "too-many-log-streams",
            "Too many logs are being read",
            "You, or others behind your address, read as many logs at a time as may be. Close one that is followed, or wait until one has been read."),
        TimeSpan.FromSeconds(10));

    public static ProblemResult Unavailable() => new(
        Make(
            StatusCodes.Status503ServiceUnavailable,
            "unavailable",
            "The service cannot answer now",
            "Something behind the gateway did not answer in time; what you asked for may still happen. Send it again after Retry-After seconds: with the same Idempotency-Key it happens once."),
        RetryAfter);

    public static ProblemResult NotReady(string failing) => new(
        Make(StatusCodes.Status503ServiceUnavailable, "not-ready", "The gateway is not ready", $"Not ready: {failing}. Ask /readyz?verbose for more."), RetryAfter);

    public static ProblemResult Internal() => new(Make(
        StatusCodes.Status500InternalServerError, "internal", "Something broke here", "This is our fault. Tell the operator the request_id if it happens again."));

    /// <summary>What the lifecycle service refused, and why.</summary>
    public static ProblemResult Refused(ContainerRefused refused) => refused.Reason switch
    {
        RefusalReason.NotFound => ContainerNotFound(),
        RefusalReason.QuotaExceeded => QuotaExceeded(
            refused is { QuotaScope: { } scope, QuotaLimit: { } limit, QuotaUsed: { } used } ? new QuotaFull(scope, limit, used) : null),
        RefusalReason.IdConflict => IdempotencyKeyReused(),
        RefusalReason.Ended => ContainerEnded(refused.Message),
        _ => Unavailable(),
    };

    /// <summary>The problem of a status that somebody below us answered without a body.</summary>
    public static ProblemResult OfStatus(int status, string allow) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthorized(refused: null),
        StatusCodes.Status403Forbidden => Forbidden(),
        StatusCodes.Status404NotFound => RouteNotFound(),
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed(allow),
        StatusCodes.Status408RequestTimeout => TooSlow(),
        StatusCodes.Status413PayloadTooLarge => PayloadTooLarge(),
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType(),
        StatusCodes.Status503ServiceUnavailable => Unavailable(),
        >= 500 => Internal(),
        _ => new(BadRequest().Problem with { Status = status }),
    };

    private static Problem Make(int status, string type, string title, string detail) =>
        new() { Type = "/problems/" + type, Title = title, Status = status, Detail = detail };
}
