namespace Sprout.CaptchaAttackers.Images;

/// <summary>Whether what lies inside the piece's shape differs from what lies around it: in brightness, colour, contrast or noise.</summary>
internal static class AnomalyCues
{
    public static double[] Mean(Scene scene, Plane plane) => [.. Contrast(scene, plane).Select(Math.Abs)];

    public static double[] SignedMean(Scene scene, Plane plane, int sign) => [.. Contrast(scene, plane).Select(contrast => sign * contrast)];

    /// <summary>How different the scatter inside is from that around, up or down.</summary>
    public static double[] Scatter(Scene scene, Plane plane)
    {
        var (inside, around) = Bands(scene);
        return scene.ForEachOffset(offset => Math.Abs(Math.Log((Scene.Over(plane, inside, offset).Deviation + 0.5) / (Scene.Over(plane, around, offset).Deviation + 0.5))));
    }

    /// <summary>Drawing a gap smooths its rim, or roughens it.</summary>
    public static double[] OutlineNoise(Scene scene)
    {
        var detail = scene.Picture.Light.Detail().Map(MathF.Abs);
        var (on, off) = (scene.Shape.Band(-1.5, 1.5), scene.Shape.Band(2.5, 6));
        return scene.ForEachOffset(offset => Math.Abs(Math.Log((Scene.Over(detail, on, offset).Mean + 0.5) / (Scene.Over(detail, off, offset).Mean + 0.5))));
    }

    private static double[] Contrast(Scene scene, Plane plane)
    {
        var (inside, around) = Bands(scene);
        return scene.ForEachOffset(offset =>
        {
            var (a, b) = (Scene.Over(plane, inside, offset), Scene.Over(plane, around, offset));
            return (a.Mean - b.Mean) / (a.Deviation + b.Deviation + 4);
        });
    }

    private static ((int X, int Y)[] Inside, (int X, int Y)[] Around) Bands(Scene scene) => (scene.Shape.Band(double.NegativeInfinity, -1.5), scene.Shape.Band(1.5, 8));
}
