using System.Buffers.Binary;
using System.Buffers.Text;
using Sprout.Captcha.Tests.Support;
using Sprout.Captcha.Tokens;
using Sprout.Contracts;

namespace Sprout.Captcha.Tests;

public sealed class When_a_token_is_tampered_with(SharedRedis redis) : CaptchaTest(redis)
{
    [Fact]
    public async Task A_change_of_any_bit_makes_it_unknown()
    {
        var bytes = Base64Url.DecodeFromChars(await Captcha.SolveAsync());
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = (byte[])bytes.Clone();
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            (await Captcha.RedeemAsync(Captcha.Redemption(Base64Url.EncodeToString(changed)))).ShouldBe(CaptchaRejection.Unknown, $"bit {bit}");
        }
    }

    [Fact]
    public async Task Nothing_can_be_spliced_from_one_field_into_the_next()
    {
        // The same bytes, cut elsewhere: another visitor, whose name goes on into the address.
        var token = await Captcha.SolveAsync();
        var bytes = Base64Url.DecodeFromChars(token);
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(Captcha.Visitor)) - 2;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)(Captcha.Visitor.Length + 1));

        (await Captcha.RedeemAsync(Captcha.Redemption(Base64Url.EncodeToString(bytes)) with { Visitor = Captcha.Visitor + "\0" })).ShouldBe(CaptchaRejection.Unknown);
    }

    [Fact]
    public void No_two_challenges_have_the_same_bytes()
    {
        Challenge[] challenges = [.. from visitor in new[] { "", "a", "ab", "a\0\u0001b" } from prefix in new[] { "", "b", "\u0001b" } select Of(visitor, prefix)];

        challenges.Select(challenge => Convert.ToHexString(ChallengeBytes.Write(challenge))).Distinct().Count().ShouldBe(challenges.Length);
        challenges.ShouldAllBe(challenge => ChallengeBytes.Read(ChallengeBytes.Write(challenge)) == challenge);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64url!")]
    [InlineData("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Garbage_is_unknown(string token)
    {
        (await Captcha.RedeemAsync(Captcha.Redemption(token))).ShouldBe(CaptchaRejection.Unknown);
        (await Captcha.AnswerAsync(token, 1)).Rejection.ShouldBe(CaptchaRejection.Unknown);
    }

    [Fact]
    public async Task Another_way_to_write_it_is_unknown() =>
        (await Captcha.RedeemAsync(Captcha.Redemption(" " + await Captcha.SolveAsync()))).ShouldBe(CaptchaRejection.Unknown);

    private static Challenge Of(string visitor, string prefix) => new()
    {
        Id = Guid.Empty,
        Stage = Stage.Work,
        Purpose = CaptchaPurpose.CreateContainer,
        Visitor = visitor,
        AddressPrefix = prefix,
        IssuedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch,
    };
}
