using Sprout.CaptchaAttackers.Images;
using Sprout.Contracts;

namespace Sprout.Bench.Captcha;

/// <summary>How often image attackers find the gap, at their first guess and among their first three, and how they do on a naive slider.</summary>
internal sealed class PictureRates(Product product, CaptchaSettings settings)
{
    private const int Naive = 60;
    private const double Aim = 0.03;

    private readonly int _tolerance = product.Options.Picture.Tolerance;

    public async Task RunAsync()
    {
        var random = new Random(settings.Seed);
        var naive = Look([.. Enumerable.Range(0, Naive).Select(_ => NaiveSlider.Draw(random))]);
        var (studied, asked) = (await AskAsync(settings.Training), await AskAsync(settings.Pictures));
        var (training, real) = (Look(studied), Look(asked));
        var trained = TrainedAttacker.Learn(training, random);

        Console.WriteLine();
        Console.WriteLine($"{"image attackers",-46}{"found %",10}{"in 3 guesses %",16}{"naive slider %",16}");
        foreach (var attacker in Sight.Attackers)
            Print(attacker, sight => sight.Guesses(attacker));
        Print("all of them, each heard alike", sight => sight.Guesses());
        Print("all of them, only what is unusual", sight => sight.SurpriseGuesses());
        var best = Found(real, trained.Guesses, 1);
        Console.WriteLine($"{$"trained on {training.Count} solved pictures",-46}{100 * best,10:F1}{100 * Found(real, trained.Guesses, 3),16:F1}");
        foreach (var figures in (FigureAttacker[])[new([]), new(studied.Select(made => made.Puzzle))])
        {
            var guesses = asked.AsParallel().AsOrdered().Select(made => (Guesses: figures.Guesses(made.Puzzle), made.Gap)).ToList();
            var (first, three) = (Found(1), Found(3));
            best = Math.Max(best, first);
            Console.WriteLine($"{$"figures, knowing {figures.Signs} signs",-46}{100 * first,10:F1}{100 * three,16:F1}");

            double Found(int attempts) => (double)guesses.Count(one => one.Guesses.Take(attempts).Any(guess => Math.Abs(guess - one.Gap) <= _tolerance)) / guesses.Count;
        }

        best = Math.Max(best, Sight.Attackers.Max(attacker => Found(real, sight => sight.Guesses(attacker), 1)));
        var blind = ((2.0 * _tolerance) + 1) / real.Average(seen => seen.Sight.Offsets);
        Console.WriteLine($"{real.Count} pictures, within {_tolerance} px; a picture allows one attempt, so \"in 3 guesses\" says how many places it is down to; blind guessing finds {100 * blind:F1} %");
        Console.WriteLine($"the aim is at most {100 * Aim:F0} %, the best attacker finds {100 * best:F1} %: {(best <= Aim ? "held" : "NOT held; work, limits and the track must do the rest")}");

        void Print(string name, Func<Sight, IEnumerable<int>> guesses) =>
            Console.WriteLine($"{name,-46}{100 * Found(real, guesses, 1),10:F1}{100 * Found(real, guesses, 3),16:F1}{100 * Found(naive, guesses, 1),16:F1}");
    }

    private async Task<List<(SliderPuzzle Puzzle, int Gap)>> AskAsync(int count)
    {
        var asked = new List<(SliderPuzzle, int)>();
        for (var i = 0; i < count; i++)
        {
            var issued = await product.AskForPictureAsync();
            asked.Add((issued.Puzzle, issued.Gap));
        }

        return asked;
    }

    private static List<(Sight Sight, int Gap)> Look(List<(SliderPuzzle Puzzle, int Gap)> drawn) =>
        [.. drawn.AsParallel().AsOrdered().Select(made => (Sight.Of(made.Puzzle), made.Gap))];

    private double Found(List<(Sight Sight, int Gap)> seen, Func<Sight, IEnumerable<int>> guesses, int attempts) =>
        (double)seen.Count(one => guesses(one.Sight).Take(attempts).Any(guess => Math.Abs(guess - one.Gap) <= _tolerance)) / seen.Count;
}
