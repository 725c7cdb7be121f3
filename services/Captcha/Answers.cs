using Sprout.Captcha.Tokens;
using Sprout.Captcha.Tracks;
using Sprout.Captcha.Work;
using Sprout.Contracts;

namespace Sprout.Captcha;

/// <summary>Checks answers. A challenge is used up only by an answer that could be checked, so that garbage burns nobody's.</summary>
internal sealed class Answers
{
    private readonly ChallengeTokens _tokens;
    private readonly ChallengeStates _states;
    private readonly Challenges _challenges;
    private readonly Suspicion _suspicion;
    private readonly TrackCheck _tracks;
    private readonly TrackMemory _memory;
    private readonly TimeProvider _time;
    private readonly CaptchaOptions _options;

    public Answers(
        ChallengeTokens tokens,
        ChallengeStates states,
        Challenges challenges,
        Suspicion suspicion,
        TrackCheck tracks,
        TrackMemory memory,
        TimeProvider time,
        CaptchaOptions options)
    {
        _tokens = tokens;
        _states = states;
        _challenges = challenges;
        _suspicion = suspicion;
        _tracks = tracks;
        _memory = memory;
        _time = time;
        _options = options;
    }

    public async Task<Verdict> CheckAsync(VerifyCaptcha answer, CancellationToken cancellationToken)
    {
        if (await _tokens.ReadAsync(answer.Token, cancellationToken) is not { } challenge)
            return CaptchaRejection.Unknown;
        var verdict = await CheckAsync(challenge, answer, cancellationToken);
        if (verdict.Rejection is { } rejection && Rejections.IsSuspicious(rejection))
            await _suspicion.RaiseAsync(answer.Visitor, answer.AddressPrefix, cancellationToken);
        return verdict;
    }

    private async Task<Verdict> CheckAsync(Challenge challenge, VerifyCaptcha answer, CancellationToken cancellationToken)
    {
        if (!challenge.IsOf(answer.Visitor, answer.AddressPrefix))
            return CaptchaRejection.OtherVisitor;
        if (challenge.ExpiresAt <= _time.GetUtcNow())
            return CaptchaRejection.Expired;
        return challenge.Stage switch
        {
            Stage.WorkBeforePicture or Stage.Work => await CheckWorkAsync(challenge, answer, cancellationToken),
            Stage.Picture => await CheckPictureAsync(challenge, answer, cancellationToken),
            _ => CaptchaRejection.AlreadyUsed,
        };
    }

    private async Task<Verdict> CheckWorkAsync(Challenge challenge, VerifyCaptcha answer, CancellationToken cancellationToken)
    {
        if (!ProofOfWork.IsSolved(ProofOfWork.SaltOf(challenge.Id), challenge.Count, challenge.Difficulty, answer.Solutions))
            return CaptchaRejection.WrongSolution;
        var isLast = challenge.Stage == Stage.Work;
        if (!await _states.TryFinishWorkAsync(challenge.Id, isLast ? ChallengeStates.Solved : ChallengeStates.Used, _options.Lifetime, cancellationToken))
            return CaptchaRejection.AlreadyUsed;
        return isLast
            ? await _challenges.FinishAsync(challenge, cancellationToken)
            : Continue(challenge, answer, await _challenges.AskForPictureAsync(challenge, cancellationToken));
    }

    private async Task<Verdict> CheckPictureAsync(Challenge challenge, VerifyCaptcha answer, CancellationToken cancellationToken)
    {
        if (answer.Offset is not { } offset)
            return CaptchaRejection.WrongOffset;
        var (gap, exists) = await _states.TakePictureAsync(challenge.Id, cancellationToken);
        if (gap is null)
            return exists ? CaptchaRejection.AlreadyUsed : CaptchaRejection.Unknown;
        if (Math.Abs(offset - gap.Value) > _options.Picture.Tolerance)
            return CaptchaRejection.WrongOffset;
        if (answer.Input != CaptchaInput.Pointer)
            return Continue(challenge, answer, await _challenges.AskForMoreWorkAsync(challenge, cancellationToken));
        if (_tracks.Find(answer.Track, offset, _time.GetUtcNow() - challenge.IssuedAt) is not null || await _memory.HasSeenAsync(answer.Track, cancellationToken))
            return CaptchaRejection.UnlikelyTrack;
        await _states.SolvePictureAsync(challenge.Id, _options.Lifetime, cancellationToken);
        return await _challenges.FinishAsync(challenge, cancellationToken);
    }

    private static CaptchaSolved Continue(Challenge challenge, VerifyCaptcha answer, CaptchaChallenge next) =>
        new() { Token = answer.Token, Next = next, ExpiresAt = challenge.ExpiresAt };
}
