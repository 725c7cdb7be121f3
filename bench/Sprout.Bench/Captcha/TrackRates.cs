using Sprout.CaptchaAttackers;
using Sprout.CaptchaAttackers.Bots;
using Sprout.CaptchaAttackers.People;
using Sprout.Contracts;

namespace Sprout.Bench.Captcha;

/// <summary>How many drags pass: of synthetic people, and of bots that are told the gap.</summary>
internal sealed class TrackRates(Product product, CaptchaSettings settings)
{
    private const double LeastPeople = 0.98;
    private const double MostBots = 0.01;

    // What is promised of scripts; the others, who move more as hands do, are only told.
    private static readonly string[] Promised = ["linear", "constant y", "teleport", "replayed", "scaled", "too fast", "uniform jitter"];

    private readonly Random _random = new(settings.Seed);
    private readonly List<Drag> _seen = [];

    /// <summary>Prints the table; whether the bars are held.</summary>
    public async Task<bool> RunAsync()
    {
        Console.WriteLine();
        Console.WriteLine($"{"drags",-32}{"tried",8}{"passed %",10}{"piece beside gap %",20}{"unlikely track %",18}");
        var passes = Passed(await RunPeopleAsync()) >= LeastPeople;
        foreach (var bot in AllBots.List)
        {
            var results = new List<CaptchaRejection?>();
            for (var i = 0; i < settings.People / 2; i++)
                results.Add((await AttemptAsync(gap => bot.Drag(gap, Seen(gap), _random))).Result);
            Print(bot.Name, results);
            passes &= Passed(results) <= MostBots || !Promised.Contains(bot.Name);
        }

        Console.WriteLine($"synthetic people stand for people, of whom none were recorded; the bars: at least {LeastPeople:P0} of them, at most {MostBots:P0} of {string.Join(", ", Promised)}");
        return passes;
    }

    private async Task<List<CaptchaRejection?>> RunPeopleAsync()
    {
        var people = new SyntheticPeople(_random);
        var results = new List<(PointingDevice Device, CaptchaRejection? Result)>();
        for (var i = 0; i < settings.People; i++)
        {
            var person = Person.Draw(_random);
            var (drag, result) = await AttemptAsync(gap => people.Drag(person, gap));
            results.Add((person.Device, result));
            if (result is null)
                _seen.Add(drag);
        }

        var all = results.ConvertAll(attempt => attempt.Result);
        Print("synthetic people", all);
        foreach (var device in results.GroupBy(attempt => attempt.Device).OrderBy(group => group.Key))
            Print($"  by {device.Key}", [.. device.Select(attempt => attempt.Result)]);
        // What is remembered of earlier tracks must not turn against later people.
        Print("  the last quarter of them", all[(all.Count * 3 / 4)..]);
        return all;
    }

    private async Task<(Drag Drag, CaptchaRejection? Result)> AttemptAsync(Func<int, Drag> drag)
    {
        var issued = await product.AskForPictureAsync();
        var made = drag(issued.Gap);
        return (made, await product.AnswerAsync(issued, made, TimeSpan.FromMilliseconds(700 + (2500 * _random.NextDouble()))));
    }

    /// <summary>The accepted drag that ends nearest to a gap: one of several hundred, as somebody has who listens in.</summary>
    private Drag Seen(int gap)
    {
        var near = _seen.OrderBy(drag => Math.Abs(drag.Offset - gap)).Take(5).ToList();
        return near[_random.Next(near.Count)];
    }

    private static double Passed(List<CaptchaRejection?> results) => Share(results, null);

    private static double Share(List<CaptchaRejection?> results, CaptchaRejection? which) => (double)results.Count(result => result == which) / results.Count;

    private static void Print(string name, List<CaptchaRejection?> results) => Console.WriteLine(
        $"{name,-32}{results.Count,8}{100 * Passed(results),10:F1}{100 * Share(results, CaptchaRejection.WrongOffset),20:F1}{100 * Share(results, CaptchaRejection.UnlikelyTrack),18:F1}");
}
