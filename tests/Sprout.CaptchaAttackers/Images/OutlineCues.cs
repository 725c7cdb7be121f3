namespace Sprout.CaptchaAttackers.Images;

/// <summary>Whether the picture has edges where the piece's outline would lie: what every published attack on sliders begins with.</summary>
internal static class OutlineCues
{
    private const float Calm = 0.5f;

    public static double[] Edges(Scene scene) => Along(scene, scene.Steepness);

    public static double[] NormalisedEdges(Scene scene) => Along(scene, scene.Steepness.Normalised(6, 2));

    public static double[] ColourEdges(Scene scene)
    {
        var steepness = scene.Picture.RedGreen.Slopes().Magnitude().With(scene.Picture.BlueYellow.Slopes().Magnitude(), (a, b) => a + b);
        return Along(scene, steepness);
    }

    /// <summary>An outline has edges on it and not 3 to 5 px beside it, unlike wild texture.</summary>
    public static double[] EdgesWithoutNeighbours(Scene scene)
    {
        var (on, inside, outside) = (scene.Shape.Band(-1.5, 1.5), scene.Shape.Band(-6, -3), scene.Shape.Band(3, 6));
        var calm = scene.Steepness.Map(steep => MathF.Min(steep, 30));
        return scene.ForEachOffset(offset => Scene.Over(calm, on, offset).Mean - ((Scene.Over(calm, inside, offset).Mean + Scene.Over(calm, outside, offset).Mean) / 2));
    }

    /// <summary>How much of each slope points across the outline, however faint it is.</summary>
    public static double[] Directions(Scene scene) => scene.ForEachOffset(offset =>
    {
        var sum = 0.0;
        foreach (var point in scene.Shape.Outline)
        {
            var steep = scene.Steepness.Near(point.X + offset, point.Y);
            sum += Math.Abs(Across(scene, point, offset)) / (steep + Calm) * Math.Min(1, steep / 4);
        }

        return sum / scene.Shape.Outline.Count;
    });

    /// <summary>A gap is darker, or brighter, than what surrounds it all along its outline: slopes across it agree in their sign.</summary>
    public static double[] Step(Scene scene) => scene.ForEachOffset(offset =>
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var point in scene.Shape.Outline)
        {
            var across = Across(scene, point, offset);
            (sum, squares) = (sum + across, squares + (across * across));
        }

        return Math.Abs(sum) / Math.Sqrt(squares + 1) * Math.Min(1, Math.Abs(sum) / scene.Shape.Outline.Count);
    });

    /// <summary>How near the outline lies to edges (chamfer matching, Barrow et al. 1977).</summary>
    public static double[] Chamfer(Scene scene, double strongShare)
    {
        var distance = scene.Slopes.Edges(strongShare).Distance().Map(pixels => MathF.Min(pixels, 6));
        return [.. Along(scene, distance).Select(mean => -mean)];
    }

    private static float Across(Scene scene, OutlinePoint point, int offset) =>
        (scene.Slopes.X.Near(point.X + offset, point.Y) * point.OutX) + (scene.Slopes.Y.Near(point.X + offset, point.Y) * point.OutY);

    private static double[] Along(Scene scene, Plane plane) =>
        scene.ForEachOffset(offset => scene.Shape.Outline.Average(point => (double)plane.Near(point.X + offset, point.Y)));
}
