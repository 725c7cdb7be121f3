using System.Globalization;

namespace Sprout.Telemetry.Tests.Support;

/// <summary><c>histogram_quantile</c>: within a bucket as if all in it were spread evenly; the last bound where it lies beyond.</summary>
internal static class Buckets
{
    public static IEnumerable<Sample> Quantile(double share, IReadOnlyList<Sample> buckets) =>
        from bucket in buckets
        where bucket.Labels.ContainsKey("le")
        let rest = bucket.Labels.Where(label => label.Key != "le").OrderBy(label => label.Key, StringComparer.Ordinal).ToList()
        group (Bound: Bound(bucket.Labels["le"]), Count: bucket.Value, Labels: rest) by string.Join('\n', rest) into histogram
        select new Sample("", histogram.First().Labels.ToDictionary(), Of(share, [.. histogram.Select(bucket => (bucket.Bound, bucket.Count)).OrderBy(bucket => bucket.Bound)]));

    private static double Of(double share, IReadOnlyList<(double Bound, double Count)> buckets)
    {
        if (buckets.Count < 2 || !double.IsPositiveInfinity(buckets[^1].Bound) || buckets[^1].Count == 0)
            return double.NaN;
        var rank = share * buckets[^1].Count;
        var at = 0;
        while (at < buckets.Count - 1 && buckets[at].Count < rank)
            at++;
        if (at == buckets.Count - 1)
            return buckets[^2].Bound;
        var (from, under) = at == 0 ? (0, 0) : buckets[at - 1];
        return at == 0 && buckets[0].Bound <= 0 ? buckets[0].Bound : from + (buckets[at].Bound - from) * (rank - under) / (buckets[at].Count - under);
    }

    private static double Bound(string le) => le == "+Inf" ? double.PositiveInfinity : double.Parse(le, CultureInfo.InvariantCulture);
}
