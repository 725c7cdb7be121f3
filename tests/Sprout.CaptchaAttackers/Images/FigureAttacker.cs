using Sprout.Contracts;

namespace Sprout.CaptchaAttackers.Images;

/// <summary>
/// For pieces that show which of several figures is meant: reads the sign, finds the figures by where the picture is lighter or darker and where its lines run another way than around,
/// and compares each with the sign, turned and stretched, and with all other signs that it has met, which every client may collect.
/// </summary>
public sealed class FigureAttacker
{
    private const int Candidates = 40;
    private const int Apart = 10; // px

    private readonly List<FigureTemplate> _known = [];

    /// <summary>One that has met the signs of these puzzles; of none, it compares with the wanted one alone.</summary>
    public FigureAttacker(IEnumerable<SliderPuzzle> seen)
    {
        foreach (var puzzle in seen)
            if (Badge.Of(Colours.Of(Convert.FromBase64String(puzzle.Piece))) is { } ink && !_known.Exists(known => known.IsSameAs(ink)))
                _known.Add(FigureTemplate.Of(ink));
    }

    /// <summary>How many different signs it has met.</summary>
    public int Signs => _known.Count;

    /// <summary>Where it believes the piece to belong, the likeliest first; nothing when the piece shows no sign.</summary>
    public IReadOnlyList<int> Guesses(SliderPuzzle puzzle)
    {
        if (Badge.Of(Colours.Of(Convert.FromBase64String(puzzle.Piece))) is not { } ink)
            return [];
        var wanted = _known.Find(known => known.IsSameAs(ink)) ?? FigureTemplate.Of(ink);
        var maps = Maps(Colours.Of(Convert.FromBase64String(puzzle.Image)).Light);
        var guesses = new List<(int Offset, double Score)>();
        foreach (var (x, y) in Likely(maps, wanted))
        {
            var (mine, at) = Best(maps, wanted, x, y);
            var others = _known.Where(known => known != wanted).Select(known => Best(maps, known, x, y).Score).DefaultIfEmpty(0).Max();
            guesses.Add((at - (puzzle.PieceWidth / 2), mine - (0.5 * others)));
        }

        return [.. guesses.OrderByDescending(guess => guess.Score).Select(guess => guess.Offset)];
    }

    private static FigureMap[] Maps(Plane light)
    {
        var grain = Grain.Of(light, null, Grain.Wavelength(light), 3.2);
        return [new(light.Blur(2.5).With(light.Blur(18), (near, around) => near - around), isSigned: true), new(grain.Misfit(26), isSigned: false)];
    }

    private static List<(int X, int Y)> Likely(FigureMap[] maps, FigureTemplate wanted)
    {
        var scored = new List<(int X, int Y, double Score)>();
        for (var y = FigureTemplate.Reach; y < maps[0].Height - FigureTemplate.Reach; y += 2)
            for (var x = FigureTemplate.Reach; x < maps[0].Width - FigureTemplate.Reach; x += 2)
                scored.Add((x, y, Score(maps, wanted.Plain, x, y)));
        var likely = new List<(int X, int Y)>();
        foreach (var (x, y, _) in scored.OrderByDescending(place => place.Score))
        {
            if (likely.Count == Candidates)
                break;
            if (likely.TrueForAll(before => Math.Abs(before.X - x) + Math.Abs(before.Y - y) >= Apart))
                likely.Add((x, y));
        }

        return likely;
    }

    private static (double Score, int X) Best(FigureMap[] maps, FigureTemplate template, int x, int y)
    {
        var best = (Score: double.NegativeInfinity, X: x);
        for (var dy = -3; dy <= 3; dy += 3)
        {
            for (var dx = -4; dx <= 4; dx += 2)
            {
                var score = Score(maps, template.All, x + dx, y + dy);
                if (score > best.Score)
                    best = (score, x + dx);
            }
        }

        return best;
    }

    private static double Score(FigureMap[] maps, float[][] filters, int x, int y)
    {
        var windows = maps.Select(map => map.Window(x, y)).ToArray();
        return filters.Max(filter => maps.Zip(windows, (map, window) => map.Match(window, filter)).Sum());
    }
}
