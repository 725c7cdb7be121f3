namespace Sprout.CaptchaAttackers.Images;

/// <summary>Turns scores into guesses.</summary>
internal static class Ranking
{
    private const int Apart = 6; // px: nearer ones are the same guess

    /// <summary>Offsets by falling score; none lies within a few pixels of an earlier one.</summary>
    public static IEnumerable<int> Peaks(double[] scores)
    {
        var given = new List<int>();
        foreach (var offset in Enumerable.Range(0, scores.Length).OrderByDescending(offset => scores[offset]))
        {
            if (given.Any(before => Math.Abs(before - offset) < Apart))
                continue;
            given.Add(offset);
            yield return offset;
        }
    }
}
