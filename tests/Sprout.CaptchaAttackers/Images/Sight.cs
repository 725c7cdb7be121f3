using Sprout.Contracts;

namespace Sprout.CaptchaAttackers.Images;

/// <summary>All that the image attackers make of one puzzle. Only what the client was sent goes into it.</summary>
public sealed class Sight
{
    private readonly Dictionary<string, double[]> _scores;

    private Sight(Dictionary<string, double[]> scores, float[][] features) => (_scores, Features) = (scores, features);

    /// <summary>The cues' names: single attackers.</summary>
    public static IReadOnlyList<string> Attackers { get; } = [.. AllCues.List.Select(cue => cue.Name)];

    /// <summary>In how many places the piece may lie.</summary>
    public int Offsets => Features.Length;

    /// <summary>For each offset, the numbers that a trained attacker weighs: scores and profile, standardised over the offsets.</summary>
    internal float[][] Features { get; }

    /// <summary>Looks at a puzzle.</summary>
    /// <param name="puzzle">What the client was sent.</param>
    /// <param name="withProfile">Whether a trained attacker will look at it, which wants more numbers.</param>
    public static Sight Of(SliderPuzzle puzzle, bool withProfile = true)
    {
        var scene = Scene.Of(puzzle);
        var scores = AllCues.List.ToDictionary(cue => cue.Name, cue => Standardised(cue.Score(scene)));
        var all = scores.Values.ToList();
        if (withProfile)
            all.AddRange(Profile.Of(scene).Select(Standardised));
        var features = new float[scene.Offsets][];
        for (var offset = 0; offset < features.Length; offset++)
            features[offset] = [.. all.Select(score => (float)score[offset])];
        return new(scores, features);
    }

    /// <summary>Where one attacker alone believes the gap to be, and then where else, the likeliest first.</summary>
    public IEnumerable<int> Guesses(string attacker) => Ranking.Peaks(_scores[attacker]);

    /// <summary>Where all of them together do, each heard alike.</summary>
    public IEnumerable<int> Guesses() => Ranking.Peaks(Sum(score => score));

    /// <summary>Where they do when only what is very unlike the rest of the picture is heard.</summary>
    public IEnumerable<int> SurpriseGuesses() => Ranking.Peaks(Sum(score => Math.Max(0, score - 1.5)));

    private double[] Sum(Func<double, double> weigh)
    {
        var sum = new double[Offsets];
        foreach (var score in _scores.Values)
            for (var offset = 0; offset < sum.Length; offset++)
                sum[offset] += weigh(score[offset]);
        return sum;
    }

    private static double[] Standardised(double[] scores)
    {
        var mean = scores.Average();
        var deviation = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
        return [.. scores.Select(score => double.IsFinite(score) && deviation > 1e-9 ? Math.Clamp((score - mean) / deviation, -6, 6) : 0)];
    }
}
