namespace Sprout.CaptchaAttackers.People;

/// <summary>
/// Drags of people who do not exist: a new person each time, with a device, a hand and habits of their own. They stand for recorded people, whom we have not; what they
/// show is that the checks let through what the literature says of hands, and no more than that. Written without reading the checks.
/// </summary>
public sealed class SyntheticPeople
{
    private readonly Random _random;

    /// <summary>People drawn from <paramref name="random"/>: the same seed, the same people.</summary>
    public SyntheticPeople(Random random) => _random = random;

    /// <summary>Somebody drags the piece to a gap that is <paramref name="target"/> pixels to the right.</summary>
    public Drag Drag(int target) => Drag(Person.Draw(_random), target);

    /// <summary>This person does.</summary>
    public Drag Drag(Person person, int target)
    {
        var track = Sampling.Sample(Hand.Move(person, target, _random), person, _random);
        return new(track[^1].X, track);
    }
}
