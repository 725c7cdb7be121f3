using Sprout.Captcha.Tests.Support;
using Sprout.Captcha.Tracks;
using Sprout.CaptchaAttackers.People;
using Sprout.Contracts;

namespace Sprout.Captcha.Tests;

public sealed class When_a_picture_is_answered(SharedRedis redis) : CaptchaTest(redis)
{
    private static int _specs;

    // Others in each spec: they share a memory of tracks.
    private readonly SyntheticPeople _people = new(new Random(4711 + Interlocked.Increment(ref _specs)));

    [Fact]
    public async Task A_person_who_drags_the_piece_there_has_solved_it()
    {
        var (picture, drag) = await DragAsync();

        var solved = (await Captcha.AnswerAsync(picture.Token, drag.Offset, CaptchaInput.Pointer, drag.Track)).Solved!;
        solved.Next.ShouldBeNull();
        (await Captcha.RedeemAsync(Captcha.Redemption(solved.Token))).ShouldBeNull();
    }

    [Fact]
    public async Task The_right_place_is_a_few_pixels_wide_and_there_is_one_attempt()
    {
        for (var beside = -4; beside <= 4; beside++)
        {
            var picture = await Captcha.AskForPictureAsync();
            var gap = await Captcha.GapOfAsync(picture.Token);
            var verdict = await Captcha.AnswerAsync(picture.Token, gap + beside, CaptchaInput.Keyboard);

            (verdict.Solved is not null).ShouldBe(Math.Abs(beside) <= 3, $"{beside} px beside");
            (await Captcha.AnswerAsync(picture.Token, gap, CaptchaInput.Keyboard)).Rejection.ShouldBe(CaptchaRejection.AlreadyUsed);
        }
    }

    [Theory]
    [InlineData(CaptchaInput.Keyboard)]
    [InlineData(CaptchaInput.Click)]
    public async Task Keys_and_clicks_pay_with_work(CaptchaInput input)
    {
        var picture = await Captcha.AskForPictureAsync();

        var next = (await Captcha.AnswerAsync(picture.Token, await Captcha.GapOfAsync(picture.Token), input)).Solved!.Next!;
        next.ProofOfWork!.Difficulty.ShouldBe(Captcha.Options.WithoutTrack.Difficulty);
        (await Captcha.RedeemAsync(Captcha.Redemption(picture.Token))).ShouldBe(CaptchaRejection.NotSolved);
        var solved = (await Captcha.AnswerAsync(next.Token, CaptchaProcess.Solve(next.ProofOfWork))).Solved!;
        (await Captcha.RedeemAsync(Captcha.Redemption(solved.Token))).ShouldBeNull();
    }

    [Fact]
    public async Task A_drag_that_took_longer_than_the_picture_has_been_there_is_none()
    {
        var picture = await Captcha.AskForPictureAsync();
        var drag = _people.Drag(await Captcha.GapOfAsync(picture.Token));

        Captcha.Clock.Advance(TimeSpan.FromMilliseconds(drag.Track[^1].T - 1));
        (await Captcha.AnswerAsync(picture.Token, drag.Offset, CaptchaInput.Pointer, drag.Track)).Rejection.ShouldBe(CaptchaRejection.UnlikelyTrack);
    }

    [Fact]
    public async Task The_same_track_is_not_taken_twice_whichever_process_it_comes_to()
    {
        var (picture, drag) = await DragAsync();
        (await Captcha.AnswerAsync(picture.Token, drag.Offset, CaptchaInput.Pointer, drag.Track)).Solved.ShouldNotBeNull();
        var another = await AnotherProcessAsync();

        foreach (var stretch in new[] { 1.0, 1.3, 0.8 })
        {
            var (next, _) = await DragAsync();
            var gap = await Captcha.GapOfAsync(next.Token);
            var copy = drag.Track.Select(point => new TrackPoint
            {
                X = (int)Math.Round(point.X * (double)gap / drag.Track[^1].X),
                Y = point.Y,
                T = (int)(point.T * stretch),
            }).ToList();
            Captcha.Clock.Advance(TimeSpan.FromMinutes(1));
            (await another.AnswerAsync(Captcha.Answer(next.Token) with { Offset = gap, Track = copy })).Rejection.ShouldBe(CaptchaRejection.UnlikelyTrack);
        }
    }

    [Fact]
    public async Task What_is_no_answer_to_it_uses_nothing_up()
    {
        var (picture, drag) = await DragAsync();

        (await Captcha.AnswerAsync(picture.Token, 1, 2, 3)).Solved.ShouldBeNull();
        (await Captcha.AnswerAsync(picture.Token, drag.Offset, CaptchaInput.Pointer, drag.Track)).Solved.ShouldNotBeNull();
    }

    private async Task<(CaptchaChallenge Picture, CaptchaAttackers.Drag Drag)> DragAsync()
    {
        var picture = await Captcha.AskForPictureAsync();
        var gap = await Captcha.GapOfAsync(picture.Token);
        // The two in a hundred who are turned away have a spec of their own.
        var drag = _people.Drag(gap);
        while (Math.Abs(drag.Offset - gap) > 3 || Captcha.Get<TrackCheck>().Find(drag.Track, drag.Offset, TimeSpan.FromHours(1)) is not null)
            drag = _people.Drag(gap);
        Captcha.Clock.Advance(TimeSpan.FromMilliseconds(drag.Track[^1].T + 2000));
        return (picture, drag);
    }
}
