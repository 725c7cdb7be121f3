using Sprout.Captcha.Pictures;
using Sprout.Captcha.Tokens;
using Sprout.Captcha.Work;
using Sprout.Contracts;

namespace Sprout.Captcha;

/// <summary>Makes challenges. One of work is stored nowhere: its token says everything.</summary>
internal sealed class Challenges
{
    private readonly ChallengeTokens _tokens;
    private readonly ChallengeStates _states;
    private readonly Suspicion _suspicion;
    private readonly PicturePainter _painter;
    private readonly TimeProvider _time;
    private readonly CaptchaOptions _options;

    public Challenges(ChallengeTokens tokens, ChallengeStates states, Suspicion suspicion, PicturePainter painter, TimeProvider time, CaptchaOptions options)
    {
        _tokens = tokens;
        _states = states;
        _suspicion = suspicion;
        _painter = painter;
        _time = time;
        _options = options;
    }

    /// <summary>The first stage of what is asked for.</summary>
    public Task<CaptchaChallenge> IssueAsync(IssueCaptcha wish, CancellationToken cancellationToken)
    {
        var isAlone = wish.Kind == CaptchaKind.ProofOfWork;
        var stage = New(isAlone ? Stage.Work : Stage.WorkBeforePicture, wish.Purpose, wish.Visitor, wish.AddressPrefix);
        return AskForWorkAsync(stage, isAlone ? _options.Alone : _options.First, cancellationToken);
    }

    /// <summary>The work that stands for the track of a picture solved without one.</summary>
    public Task<CaptchaChallenge> AskForMoreWorkAsync(Challenge picture, CancellationToken cancellationToken) =>
        AskForWorkAsync(New(Stage.Work, picture.Purpose, picture.Visitor, picture.AddressPrefix), _options.WithoutTrack, cancellationToken);

    /// <summary>A picture, for whoever has done the work.</summary>
    public async Task<CaptchaChallenge> AskForPictureAsync(Challenge work, CancellationToken cancellationToken)
    {
        var picture = _painter.Paint();
        var stage = New(Stage.Picture, work.Purpose, work.Visitor, work.AddressPrefix);
        await _states.OpenAsync(stage.Id, picture.Gap, _options.Lifetime, cancellationToken);
        return new()
        {
            Token = await _tokens.WriteAsync(stage, cancellationToken),
            Kind = CaptchaKind.Slider,
            ProofOfWork = null,
            Slider = picture.Puzzle,
            ExpiresAt = stage.ExpiresAt,
        };
    }

    /// <summary>The token that may be used, of a challenge that is solved; its lifetime begins anew.</summary>
    public async Task<CaptchaSolved> FinishAsync(Challenge challenge, CancellationToken cancellationToken)
    {
        var solved = challenge with { Stage = Stage.Solved, Count = 0, Difficulty = 0, IssuedAt = _time.GetUtcNow(), ExpiresAt = _time.GetUtcNow() + _options.Lifetime };
        return new() { Token = await _tokens.WriteAsync(solved, cancellationToken), Next = null, ExpiresAt = solved.ExpiresAt };
    }

    private async Task<CaptchaChallenge> AskForWorkAsync(Challenge stage, WorkOptions work, CancellationToken cancellationToken)
    {
        var asked = stage with { Count = work.Count, Difficulty = await _suspicion.DifficultyAsync(work, stage.Visitor, stage.AddressPrefix, cancellationToken) };
        return new()
        {
            Token = await _tokens.WriteAsync(asked, cancellationToken),
            Kind = CaptchaKind.ProofOfWork,
            ProofOfWork = new() { Count = asked.Count, Difficulty = asked.Difficulty, Salt = ProofOfWork.SaltOf(asked.Id) },
            Slider = null,
            ExpiresAt = asked.ExpiresAt,
        };
    }

    private Challenge New(Stage stage, CaptchaPurpose purpose, string visitor, string addressPrefix) => new()
    {
        Id = Guid.NewGuid(),
        Stage = stage,
        Purpose = purpose,
        Visitor = visitor,
        AddressPrefix = addressPrefix,
        IssuedAt = _time.GetUtcNow(),
        ExpiresAt = _time.GetUtcNow() + _options.Lifetime,
    };
}
