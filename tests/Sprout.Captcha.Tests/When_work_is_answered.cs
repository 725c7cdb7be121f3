using Sprout.Captcha.Tests.Support;
using Sprout.Captcha.Work;
using Sprout.Contracts;
using Sprout.Redis;
using Sprout.State;
using Sprout.Testing;

namespace Sprout.Captcha.Tests;

public sealed class When_work_is_answered(SharedRedis redis) : CaptchaTest(redis)
{
    [Fact]
    public void The_hash_is_the_documented_one()
    {
        // docs/captcha.md has these vectors for whoever writes a client.
        const string Salt = "00112233445566778899aabbccddeeff";
        ProofOfWork.ZeroBits(Salt, 0, 0).ShouldBe(2);
        ProofOfWork.ZeroBits(Salt, 0, 11620).ShouldBe(16);
        ProofOfWork.ZeroBits(Salt, 1, 15266).ShouldBe(16);
        ProofOfWork.IsSolved(Salt, 2, 16, [11620, 15266]).ShouldBeTrue();
        ProofOfWork.IsSolved(Salt, 2, 17, [11620, 15266]).ShouldBeFalse();
        ProofOfWork.IsSolved(Salt, 2, 16, [15266, 11620]).ShouldBeFalse();
        ProofOfWork.IsSolved(Salt, 2, 16, [11620]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_solution_uses_nothing_up_and_a_right_one_is_good_once()
    {
        var challenge = await Captcha.AskAsync();
        var solutions = CaptchaProcess.Solve(challenge.ProofOfWork!);

        for (var i = 0; i < 3; i++)
            (await Captcha.AnswerAsync(challenge.Token, [.. solutions.Select(_ => -1L)])).Rejection.ShouldBe(CaptchaRejection.WrongSolution);
        (await Captcha.AnswerAsync(challenge.Token, solutions[1..])).Rejection.ShouldBe(CaptchaRejection.WrongSolution);
        (await Captcha.AnswerAsync(challenge.Token, solutions)).Solved!.Next.ShouldBeNull();
        (await Captcha.AnswerAsync(challenge.Token, solutions)).Rejection.ShouldBe(CaptchaRejection.AlreadyUsed);
    }

    [Fact]
    public async Task Of_a_hundred_answers_at_once_one_counts()
    {
        var challenge = await Captcha.AskAsync(CaptchaKind.Slider);
        var solutions = CaptchaProcess.Solve(challenge.ProofOfWork!);

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Captcha.AnswerAsync(challenge.Token, solutions)));

        verdicts.Count(verdict => verdict.Solved is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Anothers_answer_is_refused_and_a_late_one_too()
    {
        var challenge = await Captcha.AskAsync();
        var answer = Captcha.Answer(challenge.Token) with { Solutions = CaptchaProcess.Solve(challenge.ProofOfWork!) };

        (await Captcha.AnswerAsync(answer with { Visitor = "v-another" })).Rejection.ShouldBe(CaptchaRejection.OtherVisitor);
        Captcha.Clock.Advance(TimeSpan.FromMinutes(6));
        (await Captcha.AnswerAsync(answer)).Rejection.ShouldBe(CaptchaRejection.Expired);
    }

    [Fact]
    public async Task Failures_make_the_next_harder_but_never_impossible_and_are_forgotten()
    {
        var easy = (await Captcha.AskAsync(CaptchaKind.Slider)).ProofOfWork!.Difficulty;
        List<int> harder = [];
        for (var i = 0; i < 8; i++)
        {
            await Captcha.AnswerAsync((await Captcha.AskAsync()).Token, -1);
            harder.Add((await Captcha.AskAsync(CaptchaKind.Slider)).ProofOfWork!.Difficulty - easy);
        }

        harder.ShouldBe([1, 2, 3, 4, 4, 4, 4, 4]);
        foreach (var key in (RedisKey[])[SproutKeys.CaptchaSuspicion("visitor:" + Captcha.Visitor), SproutKeys.CaptchaSuspicion("address:" + Captcha.Address)])
        {
            ((long)await Captcha.Get<IDatabase>().ExecuteAsync("PTTL", [key.Name])).ShouldBeInRange(1, (long)new CaptchaOptions().SuspicionTime.TotalMilliseconds);
            await Captcha.Get<IDatabase>().ExecuteAsync("PEXPIRE", [key.Name, "1"]);
        }

        await Eventually.HoldsAsync("it is easy again", async () => (await Captcha.AskAsync(CaptchaKind.Slider)).ProofOfWork!.Difficulty == easy);
    }

    [Fact]
    public async Task A_new_name_does_not_help_at_the_same_address()
    {
        for (var i = 0; i < 9; i++)
        {
            var answer = Captcha.Answer((await Captcha.AskAsync()).Token);
            await Captcha.AnswerAsync(answer with { Visitor = $"v-{Guid.NewGuid():N}", Solutions = [-1] });
        }

        var wish = new IssueCaptcha { Kind = CaptchaKind.Slider, Purpose = CaptchaPurpose.CreateContainer, Visitor = $"v-{Guid.NewGuid():N}", AddressPrefix = Captcha.Address };
        (await Captcha.Get<Challenges>().IssueAsync(wish, TestContext.Current.CancellationToken)).ProofOfWork!.Difficulty.ShouldBe(Captcha.Options.First.Difficulty + 3);
    }

    [Theory]
    [InlineData("Captcha:First:Count", "0")]
    [InlineData("Captcha:Alone:Difficulty", "31")]
    [InlineData("Captcha:Lifetime", "00:00:01")]
    [InlineData("Captcha:Picture:Width", "10")]
    [InlineData("Captcha:Track:Shortest", "00:02:00")]
    public async Task Settings_that_cannot_be_meant_are_refused(string key, string value) =>
        await Should.ThrowAsync<InvalidOperationException>(async () => await AnotherProcessAsync((key, value)));
}
