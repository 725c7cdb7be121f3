namespace Sprout.Gateway.Features.Captcha;

/// <summary>The examples in the OpenAPI document.</summary>
internal static class CaptchaExamples
{
    public const string Request = """{"purpose":"create_container","kind":"slider"}""";

    public const string Work = """
        {"captcha_token":"AQAAAAAAAFBmP8wOnnpk…","kind":"proof_of_work","expires_in":299,
        "proof_of_work":{"count":16,"difficulty":15,"salt":"3fcc0e9e7a644d0b9a530c5d1e2f3a4b"}}
        """;

    public const string Answer = """{"offset":148,"input":"pointer","track":[{"x":0,"y":0,"t":0},{"x":2,"y":0,"t":17},{"x":148,"y":3,"t":1204}]}""";

    public const string Verified = """{"verified":true,"captcha_token":"AQAAAAAAAFBmP8wOnnpl…","expires_in":299}""";
}
