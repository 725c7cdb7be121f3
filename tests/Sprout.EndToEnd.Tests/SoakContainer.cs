namespace Sprout.EndToEnd.Tests;

/// <summary>One container of the soak, as a seed has drawn it.</summary>
/// <param name="Number">Which one.</param>
/// <param name="Fate">What should become of it.</param>
/// <param name="DeleteAfter">When somebody deletes it, counted from its acceptance; null for nobody.</param>
/// <param name="Expires">Whether it expires after a few seconds.</param>
public sealed record SoakContainer(int Number, Fate Fate, TimeSpan? DeleteAfter, bool Expires)
{
    /// <summary>How long those live that expire.</summary>
    public const int LifetimeSeconds = 6;

    /// <summary>Draws one: of ten, one is deleted on its way, and one expires.</summary>
    public static SoakContainer Draw(int number, Random random) => new(
        number,
        Fate.All[random.Next(Fate.All.Count)],
        random.Next(10) == 0 ? TimeSpan.FromMilliseconds(random.Next(3000)) : null,
        random.Next(10) == 0);

    /// <summary>Whether this is how it may stay, for as long as nobody does anything.</summary>
    public bool IsSettledAt(string status) => status switch
    {
        "deleted" => Expires || DeleteAfter is not null,
        "failed" => DeleteAfter is null,
        "running" => Fate.Runs && !Expires && DeleteAfter is null,
        _ => false,
    };

    /// <summary>Whether it may have failed for this reason.</summary>
    public bool MayFailFor(string reason) => Fate.Reasons.Concat(Fate.OfLostNodes).Contains(reason);

    /// <inheritdoc/>
    public override string ToString() =>
        $"number {Number} of {Fate.Image}{(Expires ? $", which expires after {LifetimeSeconds} s" : "")}{(DeleteAfter is { } time ? $", deleted after {time.TotalSeconds:0.0} s" : "")}";
}
