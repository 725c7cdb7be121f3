using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sprout.Contracts;
using Sprout.Gateway.Auth;
using Sprout.Gateway.Errors;
using Sprout.Gateway.Features.ApiDocs;
using Sprout.Gateway.Http;
using Sprout.Gateway.RateLimits;

namespace Sprout.Gateway.Features.Captcha;

/// <summary><c>POST /captcha/request</c> and <c>POST /captcha/verify/{token}</c>; docs/captcha.md says what is checked.</summary>
internal sealed class CaptchaModule : IEndpointModule
{
    private const string WorkerType = "text/javascript; charset=utf-8";

    private readonly string _worker;

    /// <summary>Takes the file that the build copies the worker to.</summary>
    public CaptchaModule(string worker) => _worker = worker;

    /// <inheritdoc/>
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapGet("/captcha/worker.js", Worker).WithMetadata(FreeOfLimits.Mark).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/captcha/request", RequestAsync)
            .WithName("requestCaptcha")
            .WithTags("captcha")
            .WithSummary("Ask for a captcha")
            .WithDescription(
                "Answers with the first stage, which is always a proof of work; `GET /captcha/worker.js` is a Web Worker that solves it. "
                + "No body at all means all defaults. Whoever failed lately gets a harder one.")
            .Accepts<CaptchaRequest>(isOptional: true, "application/json")
            .Produces<CaptchaView>()
            .ProducesProblems(400, 401, 413, 415, 429, 503)
            .Example(CaptchaExamples.Request, StatusCodes.Status200OK, CaptchaExamples.Work);
        app.MapPost("/captcha/verify/{token}", VerifyAsync)
            .WithName("verifyCaptcha")
            .WithTags("captcha")
            .WithSummary("Answer a captcha")
            .WithDescription(
                "Answers with the next stage, or with a token that `POST /containers` accepts once. A picture may be answered once; what cannot be "
                + "checked at all, such as a wrong proof of work, uses nothing up.")
            .Accepts<CaptchaAnswer>("application/json")
            .Produces<CaptchaVerdictView>()
            .ProducesProblems(400, 401, 413, 415, 429, 503)
            .Example(CaptchaExamples.Answer, StatusCodes.Status200OK, CaptchaExamples.Verified);
    }

    // Kept by browsers for an hour, and then asked for again by its date: it changes when we do.
    private IResult Worker(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.File(_worker, WorkerType, lastModified: new DateTimeOffset(File.GetLastWriteTimeUtc(_worker)));
    }

    private static async Task<IResult> RequestAsync(HttpContext context, Caller caller, ClientAddress address, CaptchaClient captcha, TimeProvider time)
    {
        var (body, badBody) = await RequestBody.ReadAsync(context.Request);
        if (body is null)
            return badBody!;
        var (purpose, kind) = CaptchaRules.ReadRequest(body);
        if (body.Errors.Count > 0)
            return Problems.Validation(body.Errors);
        var challenge = await captcha.IssueAsync(
            new() { Purpose = purpose, Kind = kind, Visitor = caller.Owner, AddressPrefix = address.Prefix }, context.RequestAborted);
        return Results.Ok(CaptchaView.Of(challenge, time.GetUtcNow()));
    }

    private static async Task<IResult> VerifyAsync(HttpContext context, Caller caller, ClientAddress address, CaptchaClient captcha, TimeProvider time, string token)
    {
        var (body, badBody) = await RequestBody.ReadAsync(context.Request);
        if (body is null)
            return badBody!;
        var answer = CaptchaRules.ReadAnswer(body, token, caller.Owner, address.Prefix);
        if (body.Errors.Count > 0)
            return Problems.Validation(body.Errors);
        if (!CaptchaToken.IsPossible(token))
            return Problems.CaptchaRejected(CaptchaRejection.Unknown, CaptchaToken.Impossible);
        var (solved, rejected) = await captcha.VerifyAsync(answer, context.RequestAborted);
        return solved is null ? Problems.CaptchaRejected(rejected!.Reason, rejected.Message) : Results.Ok(CaptchaVerdictView.Of(solved, time.GetUtcNow()));
    }
}
