using System.Numerics;

namespace Sprout.CaptchaAttackers.Images;

/// <summary>
/// Weighs all cues and the profile by what it learned from solved puzzles: a conditional logit over the offsets (McFadden 1974), by Adam (Kingma and Ba 2015).
/// Of each number it weighs both the value and how unusual it is, whichever way. Who pays people to
/// solve some hundreds of puzzles has such an attacker, so this one is fair.
/// </summary>
public sealed class TrainedAttacker
{
    private const int Window = 2; // px around the truth that count as right
    private const double Rate = 0.01;

    private readonly float[] _weights;

    private TrainedAttacker(float[] weights) => _weights = weights;

    /// <summary>Learns from puzzles whose gap is known.</summary>
    /// <param name="solved">Puzzles and their gaps, some hundreds.</param>
    /// <param name="random">The order in which they are looked at.</param>
    /// <param name="decay">How much weights are kept small; more for fewer puzzles.</param>
    /// <param name="rounds">How often each is looked at.</param>
    public static TrainedAttacker Learn(IReadOnlyList<(Sight Sight, int Gap)> solved, Random random, double decay = 0.02, int rounds = 30)
    {
        var count = 2 * solved[0].Sight.Features[0].Length;
        var (weights, mean, square) = (new float[count], new double[count], new double[count]);
        var order = Enumerable.Range(0, solved.Count).ToArray();
        var step = 0;
        for (var round = 0; round < rounds; round++)
        {
            random.Shuffle(order);
            foreach (var batch in order.Chunk(16))
            {
                step++;
                var gradient = new double[count];
                foreach (var index in batch)
                    AddGradient(solved[index].Sight.Features, solved[index].Gap, weights, gradient, 1.0 / batch.Length);
                for (var i = 0; i < count; i++)
                {
                    var g = gradient[i] - (decay * weights[i]);
                    mean[i] = (0.9 * mean[i]) + (0.1 * g);
                    square[i] = (0.999 * square[i]) + (0.001 * g * g);
                    weights[i] += (float)(Rate * (mean[i] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square[i] / (1 - Math.Pow(0.999, step))) + 1e-8));
                }
            }
        }

        return new(weights);
    }

    /// <summary>Where it believes the gap to be, and then where else, the likeliest first.</summary>
    public IEnumerable<int> Guesses(Sight sight) => Ranking.Peaks([.. sight.Features.Select(features => Weigh(features, _weights))]);

    // The gradient of log P(within the window): what is expected there less what is expected anywhere.
    private static void AddGradient(float[][] features, int gap, float[] weights, double[] gradient, double share)
    {
        var scores = features.Select(numbers => Weigh(numbers, weights)).ToArray();
        var most = scores.Max();
        var chances = scores.Select(score => Math.Exp(score - most)).ToArray();
        var (all, near) = (chances.Sum(), 0.0);
        for (var offset = Math.Max(0, gap - Window); offset <= Math.Min(chances.Length - 1, gap + Window); offset++)
            near += chances[offset];
        for (var offset = 0; offset < chances.Length; offset++)
        {
            var isNear = Math.Abs(offset - gap) <= Window;
            var factor = share * ((isNear ? chances[offset] / Math.Max(near, 1e-300) : 0) - (chances[offset] / all));
            if (Math.Abs(factor) < 1e-7)
                continue;
            var numbers = features[offset];
            for (var i = 0; i < numbers.Length; i++)
            {
                gradient[i] += factor * numbers[i];
                gradient[i + numbers.Length] += factor * Math.Abs(numbers[i]);
            }
        }
    }

    private static double Weigh(float[] numbers, float[] weights)
    {
        var sum = Vector<float>.Zero;
        var at = 0;
        for (; at <= numbers.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var some = new Vector<float>(numbers, at);
            sum += (some * new Vector<float>(weights, at)) + (Vector.Abs(some) * new Vector<float>(weights, at + numbers.Length));
        }

        var rest = Vector.Sum(sum);
        for (; at < numbers.Length; at++)
            rest += (numbers[at] * weights[at]) + (Math.Abs(numbers[at]) * weights[at + numbers.Length]);
        return rest;
    }
}
