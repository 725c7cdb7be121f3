using System.Globalization;
using Sprout.Telemetry.Tests.Support;

namespace Sprout.Telemetry.Tests;

/// <summary>That the specs' evaluator answers as Prometheus does; the numbers are what its extrapolatedRate and bucketQuantile come to.</summary>
public sealed class When_alerts_are_evaluated
{
    [Fact]
    public void A_series_that_is_new_has_no_rate_yet_and_counts_from_its_first_sample()
    {
        Query.Evaluate("rate(orders_total[5m])", Minutes("", "orders_total 1")).ShouldBeEmpty();
        Rate(Minutes("", "orders_total 1", "orders_total 1")).ShouldBe(0);
        Query.Evaluate("sum(rate(orders_total[5m])) > 0", Minutes("", "orders_total 1", "orders_total 1")).ShouldBeEmpty();
    }

    [Fact]
    public void One_that_was_told_from_zero_counts_at_once() => Rate(Minutes("orders_total 0", "orders_total 0", "orders_total 1")).ShouldBe(1 / 300.0, 1e-9);

    [Fact]
    public void A_rate_reaches_half_an_interval_beyond_its_samples() => Rate(Minutes("orders_total 100", "orders_total 110", "orders_total 120")).ShouldBe(25 / 300.0, 1e-9);

    [Fact]
    public void A_counter_that_begins_anew_goes_on() => Rate(Minutes("orders_total 50", "orders_total 70", "orders_total 20")).ShouldBe(40 * 150 / 120.0 / 300, 1e-9);

    [Fact]
    public void What_was_counted_before_the_window_is_forgotten() =>
        Rate(Minutes("orders_total 0", "orders_total 9", "orders_total 9", "orders_total 9", "orders_total 9", "orders_total 9", "orders_total 9")).ShouldBe(0);

    [Fact]
    public void A_series_that_is_gone_is_absent()
    {
        Query.Evaluate("absent(orders_total)", Minutes("orders_total 1", "")).ShouldHaveSingleItem().Value.ShouldBe(1);
        Query.Evaluate("absent(orders_total)", Minutes("", "orders_total 1")).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_of_nothing_is_no_share()
    {
        Query.Evaluate("sum(rate(orders_total[5m])) / sum(rate(orders_total[5m])) > 0", Minutes("orders_total 3", "orders_total 3")).ShouldBeEmpty();
        Query.Evaluate("sum(orders_total) / sum(visits_total)", Minutes("orders_total 3")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0.95", 1.9)]
    [InlineData("0.25", 0.5)]
    [InlineData("1", 2)]
    public void A_quantile_lies_within_its_bucket(string share, double expected) =>
        Query.Evaluate($"histogram_quantile({share}, wait_bucket)", Minutes("wait_bucket{le=\"1\"} 5\nwait_bucket{le=\"2\"} 10\nwait_bucket{le=\"+Inf\"} 10")).ShouldHaveSingleItem().Value.ShouldBe(expected, 1e-9);

    [Fact]
    public void A_quantile_of_nothing_is_above_no_bound() =>
        Query.Evaluate("histogram_quantile(0.9, wait_bucket) > 0", Minutes("wait_bucket{le=\"1\"} 0\nwait_bucket{le=\"+Inf\"} 0")).ShouldBeEmpty();

    private static double Rate(Timeline timeline) => Query.Evaluate("rate(orders_total[5m])", timeline).ShouldHaveSingleItem().Value;

    // A scrape a minute.
    private static Timeline Minutes(params string[] scrapes)
    {
        var timeline = new Timeline();
        for (var i = 0; i < scrapes.Length; i++)
        {
            var types = scrapes[i].StartsWith("wait", StringComparison.Ordinal) ? "# HELP wait w\n# TYPE wait histogram\n" : "# HELP orders_total o\n# TYPE orders_total counter\n";
            timeline.Add(60 * i, Scrape.Read(string.Create(CultureInfo.InvariantCulture, $"{types}{scrapes[i]}{(scrapes[i].Length > 0 ? "\n" : "")}")));
        }

        return timeline;
    }
}
