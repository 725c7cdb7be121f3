using Sprout.Captcha.Tokens;
using Sprout.Contracts;

namespace Sprout.Captcha;

/// <summary>Lets the token of a solved challenge be used by one operation. A refusal changes nothing.</summary>
internal sealed class Redemptions
{
    private readonly ChallengeTokens _tokens;
    private readonly ChallengeStates _states;
    private readonly TimeProvider _time;

    public Redemptions(ChallengeTokens tokens, ChallengeStates states, TimeProvider time) => (_tokens, _states, _time) = (tokens, states, time);

    /// <summary>Why not; null when the token is the operation's.</summary>
    public async Task<CaptchaRejection?> RedeemAsync(RedeemCaptchaToken wish, CancellationToken cancellationToken)
    {
        if (await _tokens.ReadAsync(wish.Token, cancellationToken) is not { } challenge)
            return CaptchaRejection.Unknown;
        if (!challenge.IsOf(wish.Visitor, wish.AddressPrefix))
            return CaptchaRejection.OtherVisitor;
        if (challenge.Purpose != wish.Purpose)
            return CaptchaRejection.OtherPurpose;
        if (challenge.ExpiresAt <= _time.GetUtcNow())
            return CaptchaRejection.Expired;
        if (challenge.Stage != Stage.Solved)
            return CaptchaRejection.NotSolved;
        var (isRedeemed, exists) = await _states.RedeemAsync(challenge.Id, wish.OperationId, cancellationToken);
        return isRedeemed ? null : exists ? CaptchaRejection.AlreadyUsed : CaptchaRejection.Unknown;
    }
}
