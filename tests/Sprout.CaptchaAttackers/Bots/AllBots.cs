namespace Sprout.CaptchaAttackers.Bots;

/// <summary>Every bot there is, by name.</summary>
public static class AllBots
{
    /// <summary>The list.</summary>
    public static IReadOnlyList<Bot> List { get; } =
    [
        new("linear", (target, _, random) => Scripts.Linear(target, random)),
        new("constant y", (target, _, random) => Scripts.ConstantY(target, random)),
        new("teleport", (target, _, random) => Scripts.Teleport(target, random)),
        new("teleport and back", (target, _, random) => Scripts.TeleportAndBack(target, random)),
        new("too fast", (target, _, random) => Scripts.TooFast(target, random)),
        new("uniform jitter", (target, _, random) => Scripts.UniformJitter(target, random)),
        new("ease in and out", (target, _, random) => Scripts.EaseInOut(target, random)),
        new("Bézier with noise", (target, _, random) => Scripts.BezierWithNoise(target, random)),
        new("physics", (target, _, random) => Scripts.Physics(target, random)),
        new("replayed", (_, seen, _) => seen),
        new("scaled", (target, seen, random) => Copies.Scaled(target, seen, random)),
        new("mirrored", (_, seen, _) => Copies.Mirrored(seen)),
        new("noised replay", (target, seen, random) => Copies.Noised(target, seen, random, noisePx: 1, noiseMs: 4)),
        new("strongly noised replay", (target, seen, random) => Copies.Noised(target, seen, random, noisePx: 2.5, noiseMs: 12)),
        new("resampled replay", (target, seen, random) => Copies.Resampled(target, seen, random)),
    ];
}
