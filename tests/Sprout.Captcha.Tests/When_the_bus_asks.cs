using MassTransit.Testing;
using Sprout.Captcha.Tests.Support;
using Sprout.Contracts;

namespace Sprout.Captcha.Tests;

public sealed class When_the_bus_asks(SharedRedis redis) : IAsyncLifetime
{
    private CaptchaProcess _captcha = null!;

    private ITestHarness Bus => _captcha.Get<ITestHarness>();

    public async ValueTask InitializeAsync()
    {
        _captcha = await CaptchaProcess.StartAsync(redis);
        await Bus.Start();
    }

    public ValueTask DisposeAsync() => _captcha.DisposeAsync();

    [Fact]
    public async Task A_token_goes_from_its_challenge_to_its_use()
    {
        var issued = await AskAsync<IssueCaptcha, CaptchaIssued>(
            new() { Kind = CaptchaKind.ProofOfWork, Purpose = CaptchaPurpose.CreateContainer, Visitor = _captcha.Visitor, AddressPrefix = _captcha.Address });
        var solved = await AskAsync<VerifyCaptcha, CaptchaSolved>(
            _captcha.Answer(issued.Challenge.Token) with { Solutions = CaptchaProcess.Solve(issued.Challenge.ProofOfWork!) });
        var use = _captcha.Redemption(solved.Token);

        (await AskAsync<RedeemCaptchaToken, CaptchaTokenAccepted>(use)).OperationId.ShouldBe(use.OperationId);
        (await AskAsync<RedeemCaptchaToken, CaptchaTokenAccepted>(use)).OperationId.ShouldBe(use.OperationId);
        (await AskAsync<RedeemCaptchaToken, CaptchaTokenRefused>(_captcha.Redemption(solved.Token))).Reason.ShouldBe(CaptchaRejection.AlreadyUsed);
    }

    [Fact]
    public async Task Whoever_is_refused_is_not_told_whether_offset_or_track_was_wrong_but_the_audit_is()
    {
        var (beside, unlikely) = (await _captcha.AskForPictureAsync(), await _captcha.AskForPictureAsync());
        var gap = await _captcha.GapOfAsync(beside.Token);

        var first = await AskAsync<VerifyCaptcha, CaptchaRejected>(_captcha.Answer(beside.Token) with { Offset = gap + 50 });
        var second = await AskAsync<VerifyCaptcha, CaptchaRejected>(_captcha.Answer(unlikely.Token) with { Offset = await _captcha.GapOfAsync(unlikely.Token) });

        second.ShouldBe(first);
        first.Reason.ShouldBe(CaptchaRejection.WrongOffset);
        (await Bus.Published.Any<CaptchaFailed>(failed => failed.Context.Message.Reason == CaptchaRejection.WrongOffset, Cancel)).ShouldBeTrue();
        (await Bus.Published.Any<CaptchaFailed>(failed => failed.Context.Message.Reason == CaptchaRejection.UnlikelyTrack, Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_never_issued_is_no_failure()
    {
        (await AskAsync<VerifyCaptcha, CaptchaRejected>(_captcha.Answer("garbage"))).Reason.ShouldBe(CaptchaRejection.Unknown);

        Bus.Published.Select<CaptchaFailed>(Cancel).ShouldBeEmpty();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<TAnswer> AskAsync<TRequest, TAnswer>(TRequest request)
        where TRequest : class
        where TAnswer : class => (await Bus.GetRequestClient<TRequest>().GetResponse<TAnswer>(request, Cancel)).Message;
}
