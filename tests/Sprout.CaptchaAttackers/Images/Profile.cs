namespace Sprout.CaptchaAttackers.Images;

/// <summary>
/// What the picture is like at each distance from where the outline would lie: brightness, colours, slopes, detail, and the difference from the piece. Nothing says which of
/// it gives a gap away; <see cref="TrainedAttacker"/> finds out from solved pictures.
/// </summary>
internal static class Profile
{
    private static readonly float[] Bounds = [-1000, -8, -6, -4.5f, -3.5f, -2.5f, -1.5f, -0.5f, 0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 6, 8, 1000];

    /// <summary>Features by offset, each against its own mean and scatter over the offsets.</summary>
    public static List<double[]> Of(Scene scene)
    {
        var detail = scene.Picture.Light.Detail().Map(MathF.Abs);
        var steep = scene.Steepness.Map(value => MathF.Min(value, 40));
        Plane[] absolute = [steep, detail, scene.Steepness.Normalised(8, 2)];
        Plane[] relative = [scene.Picture.Light, scene.Picture.RedGreen, scene.Picture.BlueYellow, scene.Picture.Saturation];
        var features = new List<double[]>();
        for (var bin = 0; bin + 1 < Bounds.Length; bin++)
        {
            var places = scene.Shape.Band(Bounds[bin], Bounds[bin + 1]);
            if (places.Length == 0)
                places = [(0, 0)];
            features.AddRange(absolute.Select(plane => scene.ForEachOffset(offset => Scene.Over(plane, places, offset).Mean)));
            features.AddRange(relative.Select(plane => scene.ForEachOffset(offset => Scene.Over(plane, places, offset).Mean)));
            features.Add(scene.ForEachOffset(offset => Math.Log(Scene.Over(scene.Picture.Light, places, offset).Deviation + 1)));
        }

        // Levels say little, steps from one band to the next say much.
        var perBin = absolute.Length + relative.Length + 1;
        var steps = new List<double[]>();
        for (var i = perBin; i < features.Count; i++)
            steps.Add([.. features[i].Zip(features[i - perBin], (outer, inner) => outer - inner)]);
        var bands = Bounds.Zip(Bounds.Skip(1), (from, to) => scene.Shape.Band(from, to)).ToArray();
        return [.. features, .. steps, .. GrainCues.Profile(scene, bands)];
    }
}
