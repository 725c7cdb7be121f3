using Sprout.Contracts;
using Sprout.Gateway.Http;

namespace Sprout.Gateway.Features.Captcha;

/// <summary>Reads what clients ask for and answer; meant only when <see cref="JsonFields.Errors"/> stays empty.</summary>
internal static class CaptchaRules
{
    public const int MostSolutions = 256;
    public const int MostPoints = 1500;

    private static readonly string[] PointMembers = ["x", "y", "t"];

    private static readonly Dictionary<string, CaptchaPurpose> Purposes = new()
    {
        ["create_container"] = CaptchaPurpose.CreateContainer,
        ["delete_container"] = CaptchaPurpose.DeleteContainer,
    };

    private static readonly Dictionary<string, CaptchaKind> Kinds = new() { ["slider"] = CaptchaKind.Slider, ["proof_of_work"] = CaptchaKind.ProofOfWork };

    private static readonly Dictionary<string, CaptchaInput> Inputs = new()
    {
        ["pointer"] = CaptchaInput.Pointer,
        ["keyboard"] = CaptchaInput.Keyboard,
        ["click"] = CaptchaInput.Click,
    };

    public static (CaptchaPurpose Purpose, CaptchaKind Kind) ReadRequest(JsonFields body)
    {
        var (purpose, kind) = (OneOf(body, "purpose", Purposes) ?? CaptchaPurpose.CreateContainer, OneOf(body, "kind", Kinds) ?? CaptchaKind.Slider);
        body.RejectOthers();
        return (purpose, kind);
    }

    public static VerifyCaptcha ReadAnswer(JsonFields body, string token, string visitor, string addressPrefix)
    {
        var (solutions, offset) = (body.Numbers("solutions", MostSolutions), body.Integer("offset"));
        var (input, track) = (OneOf(body, "input", Inputs), body.Points("track", MostPoints, PointMembers));
        body.RejectOthers();
        if (body.Errors.Count == 0 && (solutions is null) == (offset is null))
            body.Errors.Add(offset is null ? "solutions" : "offset", "is needed, and only one of solutions and offset.");
        if (body.Errors.Count == 0 && solutions is not null && (input is not null || track is not null))
            body.Errors.Add(input is not null ? "input" : "track", "goes with offset only.");
        if (body.Errors.Count == 0 && offset is not null && input is null or CaptchaInput.Pointer && track is null && solutions is null)
            body.Errors.Add("track", "is needed, unless input is keyboard or click.");
        return new()
        {
            Token = token,
            Visitor = visitor,
            AddressPrefix = addressPrefix,
            Solutions = solutions ?? [],
            Offset = offset,
            Input = input ?? CaptchaInput.Pointer,
            Track = [.. (track ?? []).Select(point => new TrackPoint { X = point[0], Y = point[1], T = point[2] })],
        };
    }

    private static T? OneOf<T>(JsonFields body, string name, Dictionary<string, T> known)
        where T : struct
    {
        if (body.Text(name) is not { } text)
            return null;
        if (known.TryGetValue(text, out var value))
            return value;
        body.Errors.Add(name, $"must be one of {string.Join(", ", known.Keys)}.");
        return null;
    }
}
