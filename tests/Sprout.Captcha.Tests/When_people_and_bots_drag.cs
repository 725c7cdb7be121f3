using Sprout.Captcha.Tracks;
using Sprout.CaptchaAttackers;
using Sprout.CaptchaAttackers.Bots;
using Sprout.CaptchaAttackers.People;

namespace Sprout.Captcha.Tests;

public sealed class When_people_and_bots_drag
{
    private const int Seed = 20261121;

    private static readonly TrackCheck Check = new(new());

    /// <summary>Those that must not pass. What else there is, is measured by the benchmark and stands in docs/captcha.md.</summary>
    public static TheoryData<string> Scripts =>
        ["linear", "constant y", "teleport", "teleport and back", "too fast", "uniform jitter", "replayed", "scaled", "mirrored", "noised replay", "strongly noised replay"];

    [Fact]
    public void Of_a_hundred_people_ninety_eight_pass()
    {
        var random = new Random(Seed);
        var people = new SyntheticPeople(random);
        List<TrackShape> known = [];

        var passed = Enumerable.Range(0, 2000).Count(_ => random.Next(80, 336) is var target && Passes(people.Drag(target), target, known));

        passed.ShouldBeGreaterThanOrEqualTo(1960, $"seed {Seed}");
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Of_a_hundred_scripts_at_most_one_passes(string name)
    {
        var random = new Random(Seed);
        var people = new SyntheticPeople(random);
        var bot = AllBots.List.Single(bot => bot.Name == name);

        var passed = Enumerable.Range(0, 500).Count(_ =>
        {
            var target = random.Next(80, 336);
            var seen = people.Drag(target);
            return Passes(bot.Drag(target, seen, random), target, [TrackShape.Of(seen.Track)]);
        });

        passed.ShouldBeLessThanOrEqualTo(5, $"seed {Seed}");
    }

    // As the service does it, with a second and a half to look at the picture.
    private static bool Passes(Drag drag, int target, List<TrackShape> known)
    {
        if (Math.Abs(drag.Offset - target) > 3 || Check.Find(drag.Track, drag.Offset, TimeSpan.FromMilliseconds(drag.Track[^1].T + 1500)) is not null)
            return false;
        var shape = TrackShape.Of(drag.Track);
        var isCopy = known.Any(other => TrackMemory.IsSame(shape, other));
        known.Add(shape);
        return !isCopy;
    }
}
