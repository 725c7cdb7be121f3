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

    private readonly Random _random = new(settings.Seed);
    private readonly List<Drag> _seen = [];

    /// <summary>Prints the table; whether the bars are held.</summary>
    public async Task<bool> RunAsync()
    {
        Console.WriteLine();
        Console.WriteLine($"{"drags",-32}{"tried",8}{"passed %",10}{"piece beside gap %",20}{"unlikely track %",18}");
        var people = new SyntheticPeople(_random);
        var passes = await RunAsync("synthetic people", settings.People, gap => people.Drag(gap), isPerson: true) >= LeastPeople;
        foreach (var bot in AllBots.List)
            passes &= await RunAsync(bot.Name, settings.People / 2, gap => bot.Drag(gap, Seen(gap), _random), isPerson: false) <= MostBots;
        Console.WriteLine($"synthetic people stand for people, of whom none were recorded; the bars: at least {LeastPeople:P0} of them, at most {MostBots:P0} of any bot");
        return passes;
    }

    private async Task<double> RunAsync(string name, int count, Func<int, Drag> drag, bool isPerson)
    {
        var results = new List<CaptchaRejection?>();
        for (var i = 0; i < count; i++)
        {
            var issued = await product.AskForPictureAsync();
            var made = drag(issued.Gap);
            var result = await product.AnswerAsync(issued, made, TimeSpan.FromMilliseconds(700 + (2500 * _random.NextDouble())));
            results.Add(result);
            if (isPerson && result is null)
                _seen.Add(made);
        }

        Console.WriteLine($"{name,-32}{count,8}{Share(null),10:F1}{Share(CaptchaRejection.WrongOffset),20:F1}{Share(CaptchaRejection.UnlikelyTrack),18:F1}");
        return Share(null) / 100;

        double Share(CaptchaRejection? which) => 100.0 * results.Count(result => result == which) / results.Count;
    }

    /// <summary>The accepted drag that ends nearest to a gap: one of several hundred, as somebody has who listens in.</summary>
    private Drag Seen(int gap)
    {
        var near = _seen.OrderBy(drag => Math.Abs(drag.Offset - gap)).Take(5).ToList();
        return near[_random.Next(near.Count)];
    }
}
