using Sprout.CaptchaAttackers;
using Sprout.CaptchaAttackers.People;

namespace Sprout.Captcha.Tests.Attackers;

/// <summary>The synthetic people are what the literature says of people, in the few figures that can be held against it.</summary>
public sealed class When_people_are_made_up
{
    private const int Count = 2000;

    private readonly List<(int Target, Drag Drag)> _drags = [];

    public When_people_are_made_up()
    {
        var random = new Random(20261121);
        var people = new SyntheticPeople(random);
        for (var i = 0; i < Count; i++)
        {
            var target = random.Next(50, 260);
            _drags.Add((target, people.Drag(target)));
        }
    }

    [Fact]
    public void The_same_seed_makes_the_same_people() =>
        new SyntheticPeople(new Random(7)).Drag(150).Track.ShouldBe(new SyntheticPeople(new Random(7)).Drag(150).Track);

    [Fact]
    public void They_release_within_a_few_pixels_of_the_gap()
    {
        var errors = _drags.Select(made => Math.Abs(made.Drag.Offset - made.Target)).ToList();

        errors.Average().ShouldBeInRange(0.5, 2);
        errors.Max().ShouldBeLessThanOrEqualTo(6);
    }

    /// <summary>Dragging a mouse over 150 px into 6 px takes 1.3 s by Fitts' law with the constants of MacKenzie et al. (1991); a drag has rests before and after.</summary>
    [Fact]
    public void They_take_their_time()
    {
        var durations = _drags.Select(made => made.Drag.Track[^1].T).Order().ToList();

        durations[0].ShouldBeGreaterThan(350);
        durations[Count / 2].ShouldBeInRange(1100, 2200);
        durations[^1].ShouldBeLessThan(12_000);
    }

    [Fact]
    public void Their_clocks_do_not_run_back() =>
        _drags.ShouldAllBe(made => made.Drag.Track.Zip(made.Drag.Track.Skip(1)).All(pair => pair.First.T <= pair.Second.T));

    [Fact]
    public void Their_tracks_begin_at_nought_and_end_at_the_piece() =>
        _drags.Select(made => (made.Drag.Track[0].X, made.Drag.Track[0].T, End: made.Drag.Track[^1].X - made.Drag.Offset)).Distinct().ShouldBe([(0, 0, 0)]);

    [Fact]
    public void Some_overshoot_and_most_do_not() =>
        _drags.Count(made => made.Drag.Track.Max(point => point.X) > made.Target + 4).ShouldBeInRange(Count / 20, Count / 2);
}
