namespace Sprout.CaptchaAttackers.Images;

/// <summary>Whether the lines inside the piece's shape run another way than around it, where the piece's own lines would go on, and where exactly they turn.</summary>
internal static class GrainCues
{
    private const int Sectors = 16;

    public static double[] Contrast(Scene scene) =>
        scene.ForEachOffset(offset => Apart(scene.Grain.Over(scene.Shape.Band(double.NegativeInfinity, -4), offset), scene.Grain.Over(scene.Shape.Band(3, 10), offset)));

    /// <summary>How sharply lines turn at the outline, all around it: in each sector of it, the change across the outline is held against that from the middle to the surroundings.</summary>
    public static double[] Turn(Scene scene, double near, bool worst = false)
    {
        var core = scene.Shape.Band(double.NegativeInfinity, -4);
        var sectors = Split(scene, near);
        return scene.ForEachOffset(offset =>
        {
            var middle = scene.Grain.Over(core, offset);
            var turns = sectors.Select(sector =>
            {
                var (inside, outside, far) = (scene.Grain.Over(sector.Inside, offset), scene.Grain.Over(sector.Outside, offset), scene.Grain.Over(sector.Far, offset));
                var (turn, length) = (0.0, 0.0);
                for (var i = 0; i < Grain.Directions; i++)
                {
                    turn += (middle[i] - far[i]) * (inside[i] - outside[i]);
                    length += (middle[i] - far[i]) * (middle[i] - far[i]);
                }

                return turn / Math.Sqrt(length + 0.02);
            }).Order().ToArray();
            return worst ? turns.Take(Sectors / 2).Sum() : turns.Sum();
        });
    }

    /// <summary>The piece's lines run as those around its place do.</summary>
    public static double[] Continuation(Scene scene)
    {
        var sectors = Split(scene, 6);
        var pieces = sectors.Select(sector => scene.PieceGrain.Over(sector.Inside, 0)).ToArray();
        return scene.ForEachOffset(offset => -sectors.Zip(pieces, (sector, piece) => Apart(piece, scene.Grain.Over(sector.Outside, offset))).Sum());
    }

    /// <summary>The piece's lines do not run as those do that lie in its place now.</summary>
    public static double[] Misfit(Scene scene)
    {
        var core = scene.Shape.Band(double.NegativeInfinity, -4);
        var piece = scene.PieceGrain.Over(core, 0);
        return scene.ForEachOffset(offset => Apart(piece, scene.Grain.Over(core, offset)));
    }

    /// <summary>At each distance from the outline, how far the lines have turned from the surroundings' way to the middle's; for a trained attacker.</summary>
    public static IEnumerable<double[]> Profile(Scene scene, IReadOnlyList<(int X, int Y)[]> bands)
    {
        var (core, far) = (scene.Shape.Band(double.NegativeInfinity, -4), scene.Shape.Band(4, 10));
        var turned = bands.Select(_ => new double[scene.Offsets]).ToArray();
        for (var offset = 0; offset < scene.Offsets; offset++)
        {
            var (middle, around) = (scene.Grain.Over(core, offset), scene.Grain.Over(far, offset));
            for (var band = 0; band < bands.Count; band++)
            {
                var here = scene.Grain.Over(bands[band], offset);
                for (var i = 0; i < Grain.Directions; i++)
                    turned[band][offset] += (middle[i] - around[i]) * here[i];
            }
        }

        return turned;
    }

    private static double Apart(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

    private static ((int X, int Y)[] Inside, (int X, int Y)[] Outside, (int X, int Y)[] Far)[] Split(Scene scene, double near)
    {
        if (scene.Shape.Outline.Count == 0)
            return [];
        var (middleX, middleY) = (scene.Shape.Outline.Average(point => point.X), scene.Shape.Outline.Average(point => point.Y));
        var (inside, outside, far) = (By(-near, -0.5), By(0.5, near), By(3, 10));
        return [.. Enumerable.Range(0, Sectors).Select(sector => (inside[sector].ToArray(), outside[sector].ToArray(), far[sector].ToArray()))];

        ILookup<int, (int X, int Y)> By(double least, double most) => scene.Shape.Band(least, most)
            .ToLookup(place => (int)((Math.Atan2(place.Y - middleY, place.X - middleX) + Math.PI) / (2 * Math.PI) * Sectors) % Sectors);
    }
}
