namespace Sprout.CaptchaAttackers.Images;

/// <summary>Every cue there is, most of them in and out of focus.</summary>
internal static class AllCues
{
    public static IReadOnlyList<Cue> List { get; } =
    [
        new("edges along the outline", OutlineCues.Edges),
        new("edges, out of focus", scene => OutlineCues.Edges(scene.OutOfFocus)),
        new("edges, locally normalised", OutlineCues.NormalisedEdges),
        new("edges beside the outline taken off", OutlineCues.EdgesWithoutNeighbours),
        new("gradient direction", OutlineCues.Directions),
        new("gradient direction, out of focus", scene => OutlineCues.Directions(scene.OutOfFocus)),
        new("step along the outline", OutlineCues.Step),
        new("step along the outline, out of focus", scene => OutlineCues.Step(scene.OutOfFocus)),
        new("edges of colour along the outline", OutlineCues.ColourEdges),
        new("chamfer of Canny's edges", scene => OutlineCues.Chamfer(scene, strongShare: 0.08)),
        new("chamfer, faint edges too", scene => OutlineCues.Chamfer(scene, strongShare: 0.2)),
        new("texture correlation", scene => TextureCues.Correlation(scene, [(scene.Piece.Light, scene.Picture.Light)])),
        new("texture correlation, colours", TextureCues.ColourCorrelation),
        new("texture correlation, detail", scene => TextureCues.Correlation(scene, [(scene.Piece.Light.Detail(), scene.Picture.Light.Detail())])),
        new("texture correlation, slopes", TextureCues.SlopeCorrelation),
        new("texture difference", TextureCues.Difference),
        new("brightness inside", scene => AnomalyCues.Mean(scene, scene.Picture.Light)),
        new("darkness inside", scene => AnomalyCues.SignedMean(scene, scene.Picture.Light, sign: -1)),
        new("lightness inside", scene => AnomalyCues.SignedMean(scene, scene.Picture.Light, sign: 1)),
        new("colour inside, red-green", scene => AnomalyCues.Mean(scene, scene.Picture.RedGreen)),
        new("colour inside, blue-yellow", scene => AnomalyCues.Mean(scene, scene.Picture.BlueYellow)),
        new("colour inside, saturation", scene => AnomalyCues.Mean(scene, scene.Picture.Saturation)),
        new("contrast inside", scene => AnomalyCues.Scatter(scene, scene.Picture.Light)),
        new("noise inside", scene => AnomalyCues.Scatter(scene, scene.Picture.Light.Detail())),
        new("noise of colour inside", scene => AnomalyCues.Scatter(scene, scene.Picture.RedGreen.Detail())),
        new("noise on the outline", AnomalyCues.OutlineNoise),
        new("seam, difference of colours", SeamCues.Difference),
        new("seam, correlation of brightness", SeamCues.Correlation),
        new("seam, continued slopes", SeamCues.Continuation),
        new("grain, contrast", GrainCues.Contrast),
        new("grain, turn at the outline", scene => GrainCues.Turn(scene, near: 6)),
        new("grain, turn close to the outline", scene => GrainCues.Turn(scene, near: 3.5)),
        new("grain, turn all around the outline", scene => GrainCues.Turn(scene, near: 6, worst: true)),
        new("grain, continued", GrainCues.Continuation),
        new("grain, misfit", GrainCues.Misfit),
    ];
}
