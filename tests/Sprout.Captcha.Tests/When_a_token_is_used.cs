using Sprout.Captcha.Tests.Support;
using Sprout.Contracts;

namespace Sprout.Captcha.Tests;

public sealed class When_a_token_is_used(SharedRedis redis) : CaptchaTest(redis)
{
    [Fact]
    public async Task Of_ten_thousand_operations_at_once_one_gets_it()
    {
        var token = await Captcha.SolveAsync();
        var another = await AnotherProcessAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(i => (i % 2 == 0 ? Captcha : another).RedeemAsync(Captcha.Redemption(token))));

        answers.Count(answer => answer is null).ShouldBe(1);
        answers.Count(answer => answer == CaptchaRejection.AlreadyUsed).ShouldBe(9_999);
    }

    [Fact]
    public async Task The_same_operation_gets_it_again()
    {
        var wish = Captcha.Redemption(await Captcha.SolveAsync());

        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Captcha.RedeemAsync(wish)))).ShouldAllBe(answer => answer == null);
        (await Captcha.RedeemAsync(wish with { OperationId = Guid.NewGuid() })).ShouldBe(CaptchaRejection.AlreadyUsed);
    }

    [Fact]
    public async Task Whoever_may_not_changes_nothing()
    {
        var wish = Captcha.Redemption(await Captcha.SolveAsync());

        (await Captcha.RedeemAsync(wish with { Visitor = "v-another" })).ShouldBe(CaptchaRejection.OtherVisitor);
        (await Captcha.RedeemAsync(wish with { AddressPrefix = "203.0.113.7/32" })).ShouldBe(CaptchaRejection.OtherVisitor);
        (await Captcha.RedeemAsync(wish with { Purpose = CaptchaPurpose.DeleteContainer })).ShouldBe(CaptchaRejection.OtherPurpose);
        (await Captcha.RedeemAsync(wish)).ShouldBeNull();
    }

    [Theory]
    [InlineData(CaptchaKind.ProofOfWork)]
    [InlineData(CaptchaKind.Slider)]
    public async Task What_is_not_solved_is_refused(CaptchaKind kind) =>
        (await Captcha.RedeemAsync(Captcha.Redemption((await Captcha.AskAsync(kind)).Token))).ShouldBe(CaptchaRejection.NotSolved);

    [Fact]
    public async Task A_picture_that_was_not_answered_is_refused() =>
        (await Captcha.RedeemAsync(Captcha.Redemption((await Captcha.AskForPictureAsync()).Token))).ShouldBe(CaptchaRejection.NotSolved);

    [Fact]
    public async Task It_is_good_for_five_minutes()
    {
        var (first, second) = (await Captcha.SolveAsync(), await Captcha.SolveAsync());

        Captcha.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        (await Captcha.RedeemAsync(Captcha.Redemption(first))).ShouldBeNull();
        Captcha.Clock.Advance(TimeSpan.FromSeconds(2));
        (await Captcha.RedeemAsync(Captcha.Redemption(second))).ShouldBe(CaptchaRejection.Expired);
    }

    [Fact]
    public async Task Another_process_accepts_it()
    {
        var another = await AnotherProcessAsync();

        (await another.RedeemAsync(Captcha.Redemption(await Captcha.SolveAsync()))).ShouldBeNull();
    }

    [Fact]
    public async Task The_secret_before_the_last_change_is_good_and_the_one_before_that_is_not()
    {
        var token = await Captcha.SolveAsync();

        Captcha.Clock.Advance(Captcha.Options.SigningPeriod);
        (await Captcha.RedeemAsync(Captcha.Redemption(token))).ShouldBe(CaptchaRejection.Expired);
        Captcha.Clock.Advance(Captcha.Options.SigningPeriod);
        (await Captcha.RedeemAsync(Captcha.Redemption(token))).ShouldBe(CaptchaRejection.Unknown);
    }
}
