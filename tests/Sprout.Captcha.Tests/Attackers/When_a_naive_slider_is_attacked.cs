using Sprout.CaptchaAttackers.Images;

namespace Sprout.Captcha.Tests.Attackers;

/// <summary>The image attackers are attackers: a slider drawn as they usually are falls to them.</summary>
public sealed class When_a_naive_slider_is_attacked
{
    private const int Count = 24;
    private const int Tolerance = 4; // px

    private static readonly List<(Sight Sight, int Gap)> Seen = Look();

    [Theory]
    [InlineData("edges along the outline")]
    [InlineData("edges, locally normalised")]
    [InlineData("gradient direction")]
    [InlineData("step along the outline")]
    [InlineData("chamfer of Canny's edges")]
    [InlineData("texture correlation, colours")]
    [InlineData("darkness inside")]
    [InlineData("noise on the outline")]
    [InlineData("seam, difference of colours")]
    public void It_falls_to(string attacker) => Hits(sight => sight.Guesses(attacker)).ShouldBeGreaterThanOrEqualTo(Count * 95 / 100);

    [Fact]
    public void It_falls_to_all_of_them_together() => Hits(sight => sight.Guesses()).ShouldBeGreaterThanOrEqualTo(Count * 95 / 100);

    [Fact]
    public void It_falls_to_one_that_has_learned_from_few()
    {
        var trained = TrainedAttacker.Learn(Seen[..12], new Random(2));

        Seen[12..].Count(seen => IsHit(trained.Guesses(seen.Sight), seen.Gap)).ShouldBeGreaterThanOrEqualTo((Count - 12) * 95 / 100);
    }

    private static int Hits(Func<Sight, IEnumerable<int>> guesses) => Seen.Count(seen => IsHit(guesses(seen.Sight), seen.Gap));

    private static bool IsHit(IEnumerable<int> guesses, int gap) => Math.Abs(guesses.First() - gap) <= Tolerance;

    private static List<(Sight Sight, int Gap)> Look()
    {
        var random = new Random(20261121);
        var drawn = Enumerable.Range(0, Count).Select(_ => NaiveSlider.Draw(random)).ToList();
        return [.. drawn.AsParallel().AsOrdered().Select(made => (Sight.Of(made.Puzzle, withProfile: false), made.Gap))];
    }
}
