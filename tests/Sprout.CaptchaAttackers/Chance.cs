namespace Sprout.CaptchaAttackers;

/// <summary>Draws from the distributions that people are made of.</summary>
internal static class Chance
{
    /// <summary>A number from a normal distribution (Box and Muller 1958).</summary>
    public static double Normal(this Random random, double mean = 0, double deviation = 1) =>
        mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    /// <summary>A number whose logarithm is normal: how long people take for things. <paramref name="spread"/> 0.3 is some 30 % up or down.</summary>
    public static double LogNormal(this Random random, double median, double spread) => median * Math.Exp(random.Normal(0, spread));

    public static double Between(this Random random, double least, double most) => least + ((most - least) * random.NextDouble());

    public static bool Happens(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>One of the items, by weight.</summary>
    public static T Pick<T>(this Random random, params ReadOnlySpan<(T Item, double Weight)> items)
    {
        var total = 0.0;
        foreach (var (_, weight) in items)
            total += weight;
        var at = random.NextDouble() * total;
        foreach (var (item, weight) in items)
            if ((at -= weight) < 0)
                return item;
        return items[^1].Item;
    }
}
